package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read straight from a body, beside what is read of it by way of a tree. */
class PlainFixesTest {

    private static final String PLAIN = "{\"sourceKey\":\"a\",\"fixedAt\":\"2026-11-30T08:15:00.25Z\",\"lon\":104.06,"
            + "\"lat\":30.67,\"accuracyMetres\":12,\"mock\":false,\"trigger\":\"TIMER\"}";

    private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    private final PlainFixes plain = new PlainFixes(json.getFactory(), MyFixesResource.MOST);

    @Test
    void aPlainBodyIsRead() {
        var body = plain.find(bytes("{\"sentAt\":\"2026-11-30T08:15:01Z\",\"fixes\":[" + PLAIN + "]}")).orElseThrow();

        assertThat(body.sentAt()).isEqualTo(Instant.parse("2026-11-30T08:15:01Z"));
        assertThat(body.fixes()).isEqualTo(byTree("[" + PLAIN + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "[]", "{", "{}", "{\"fixes\":[]}", "{\"fixes\":null}", "{\"fixes\":{}}",
        "{\"fixes\":[null]}", "{\"fixes\":[7]}", "{\"fixes\":[@],\"more\":1}", "{\"fixes\":[@]}{}", "{\"fixes\":[@]",
        "{\"fixes\":[@],\"fixes\":[@]}", "{\"sentAt\":null,\"fixes\":[@]}", "{\"sentAt\":1,\"fixes\":[@]}",
        "{\"sentAt\":\"1800-01-01T00:00:00Z\",\"fixes\":[@]}", "{\"sentAt\":\"today\",\"fixes\":[@]}"})
    void aBodyOfAnotherFormIsLeft(String body) {
        assertThat(plain.find(bytes(body.replace("@", PLAIN)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"lat\":\"30\"", "\"lat\":null", "\"lat\":100", "\"lat\":{}", "\"lat\":1,\"lat\":2",
        "\"fixedAt\":\"2026-11-30T08:15:00+08:00\"", "\"fixedAt\":1", "\"fixedAt\":\"1960-01-01T00:00:00Z\"",
        "\"trigger\":\"BECAUSE\"", "\"trigger\":0", "\"crs\":\"MARS\"", "\"crs\":1", "\"mock\":\"no\"", "\"mock\":null",
        "\"accuracyMetres\":-1", "\"speedMetresPerSecond\":-1", "\"sourceKey\":1", "\"sourceKey\":\"\"",
        "\"charging\":1", "\"batteryPercent\":\"full\"", "\"more\":1"})
    void aFixThatIsNotPlainIsLeftWithItsBody(String field) {
        var name = field.substring(0, field.indexOf(':') + 1);
        var fix = PLAIN.contains(name)
                ? PLAIN.replaceAll(name + "(\"[^\"]*\"|[^,}]*)", field)
                : PLAIN.replace("{", "{" + field + ",");

        assertThat(plain.find(bytes("{\"fixes\":[" + PLAIN + "," + fix + "]}"))).isEmpty();
    }

    @Test
    void aFixWithoutATimeOrAPlaceIsLeft() {
        for (var name : List.of("fixedAt", "lon", "lat")) {
            assertThat(plain.find(bytes("{\"fixes\":[" + PLAIN.replaceAll("\"" + name + "\":(\"[^\"]*\"|[^,}]*),", "")
                    + "]}"))).isEmpty();
        }
    }

    @Test
    void moreThanABodyMayHaveAreLeft() {
        assertThat(plain.find(bytes(body(500)))).isPresent();
        assertThat(plain.find(bytes(body(501)))).isEmpty();
    }

    /** Cut, doubled and changed at random: it is read as the tree is, or left. */
    @Test
    void whatIsReadIsWhatATreeSays() {
        var random = new Random(20261124);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            var body = new StringBuilder(body(1 + i % 2));
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(body.length());
                switch (random.nextInt(3)) {
                    case 0 -> body.deleteCharAt(at);
                    case 1 -> body.insert(at, body.charAt(random.nextInt(body.length())));
                    default -> body.setCharAt(at, body.charAt(random.nextInt(body.length())));
                }
            }
            var found = plain.find(bytes(body.toString()));
            if (found.isPresent()) {
                read++;
                assertThat(found.get().fixes()).as(body.toString()).isEqualTo(byTreeOfBody(body.toString()));
            }
        }

        assertThat(read).isBetween(5_000, 19_000);
    }

    private static String body(int fixes) {
        return "{\"fixes\":[" + String.join(",", java.util.Collections.nCopies(fixes, PLAIN)) + "]}";
    }

    private List<ReportedFix> byTreeOfBody(String body) {
        try {
            var batch = json.readValue(bytes(body), MyFixesResource.FixBatch.class);
            assertThat(batch.isValid()).isTrue();
            return byTree(json.writeValueAsString(batch.fixes()));
        } catch (IOException e) {
            throw new AssertionError(body, e);
        }
    }

    private List<ReportedFix> byTree(String fixes) {
        try {
            var reading = new FixReading(json);
            var read = new ArrayList<ReportedFix>();
            json.readTree(fixes).forEach(
                    node -> read.add(reading.read(node, UUID.randomUUID(), Instant.now()).fix().orElseThrow()));
            return read;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
