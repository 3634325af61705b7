package org.rollcall.backend.location.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of real messages when something goes wrong with them: a reader always says something, and never fails. */
class MutatedPayloadsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Function<SentBody, Message>> READERS = Map.of("owntracks", OwnTracksReader::read,
            "traccar", OsmAndReader::read, "osmand", OsmAndReader::read, "transistorsoft", TransistorsoftReader::read,
            "overland", OverlandReader::read, "gpslogger", GpsLoggerReader::read);
    private static final List<String> ODD = List.of("null", "true", "false", "0", "-1", "1e999", "-1e-999",
            "999999999999999999999999", "\"\"", "\"x\"", "\"NaN\"", "\"\\u0000\"", "\"\\uD800\"", "[]", "[[]]", "{}",
            "{\"coords\":{\"latitude\":1}}", "\"2026-11-24T01:29:40Z\"", "\"+1000000000-12-31T23:59:59Z\"");
    private static final int STEP = 3;

    @ParameterizedTest
    @ValueSource(strings = {"owntracks", "traccar", "osmand", "transistorsoft", "overland", "gpslogger"})
    void cutAnywhere(String directory) {
        for (var payload : Payload.all(directory)) {
            for (int end = 0; end < payload.body().length(); end += STEP) {
                read(directory, payload, payload.body().substring(0, end));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"owntracks", "traccar", "osmand", "transistorsoft", "overland", "gpslogger"})
    void withBytesChanged(String directory) {
        var random = new Random(7);
        for (var payload : Payload.all(directory)) {
            for (int i = 0; i < 50 && !payload.body().isEmpty(); i++) {
                var body = payload.body().getBytes(StandardCharsets.ISO_8859_1);
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
                read(directory, payload, new String(body, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"owntracks", "traccar", "transistorsoft", "overland", "gpslogger"})
    void withAnyValueOfAnotherKind(String directory) throws JsonProcessingException {
        int changed = 0;
        for (var payload : Payload.all(directory)) {
            var body = tree(payload.body());
            if (body instanceof ObjectNode root) {
                changed += change(root, root, directory, payload);
            }
        }
        assertThat(changed).isGreaterThan(50);
    }

    private static int change(JsonNode node, JsonNode root, String directory, Payload payload)
            throws JsonProcessingException {
        int changed = 0;
        if (node instanceof ObjectNode object) {
            for (var name : (Iterable<String>) List.copyOf(JSON.convertValue(object, Map.class).keySet())::iterator) {
                changed += change(object.get(name), root, directory, payload);
                var before = object.get(name);
                for (var odd : ODD) {
                    object.set(name, JSON.readTree(odd));
                    read(directory, payload, root.toString());
                    changed++;
                }
                object.set(name, before);
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            changed += change(array.get(0), root, directory, payload);
            var before = array.get(0);
            for (var odd : ODD) {
                array.set(0, JSON.readTree(odd));
                read(directory, payload, root.toString());
                changed++;
            }
            array.set(0, before);
        }
        return changed;
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** A fix is within its ranges, or there would be none; what is put aside has a reason. */
    private static void read(String directory, Payload payload, String body) {
        var query = payload.path().contains("?") ? payload.path().substring(payload.path().indexOf('?') + 1) : "";
        var message = READERS.get(directory).apply(
                new SentBody("127.0.0.1", query, body.getBytes(StandardCharsets.UTF_8), false, StandardCharsets.UTF_8));

        assertThat(message.kind()).isNotNull();
        assertThat(message.parts()).isNotEmpty();
    }
}
