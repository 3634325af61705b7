package org.rollcall.backend.location.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A request of a real client and what must become of it: a file under {@code payloads/}. After a remark: the request line,
 * headers, an empty line, the body; then sections that begin with {@code ===}: the exact answer, what is stored, why it
 * is quarantined, which alert it raises, what it says of the phone's health. What has no section does not happen.
 */
record Payload(String name, String method, String path, List<String> headers, String body,
        Map<String, String> sections) {

    /** All files of that directory. */
    static List<Payload> all(String directory) {
        try (var files = Files.list(Path.of(Objects.requireNonNull(Payload.class.getResource("/payloads/" + directory))
                .toURI()))) {
            return files.sorted().map(Payload::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return Integer.parseInt(sections.get("answer").split(" ")[0]);
    }

    /** The exact body of the answer. */
    String answer() {
        var words = sections.get("answer").split(" ", 2);
        return words.length == 2 ? words[1] : "";
    }

    /** One, or a list of them in the order of their times. */
    List<JsonObject> stored() {
        var stored = sections.getOrDefault("stored", "[]");
        return stored.startsWith("[")
                ? new JsonArray(stored).stream().map(JsonObject.class::cast).toList()
                : List.of(new JsonObject(stored));
    }

    Optional<String> section(String section) {
        return Optional.ofNullable(sections.get(section));
    }

    private static Payload read(Path file) {
        try {
            var parts = Files.readString(file, StandardCharsets.UTF_8).split("(?m)^=== ");
            var request = parts[0].split("\n\n", 2);
            var head = request[0].lines().toList();
            var sections = new HashMap<String, String>();
            for (int i = 1; i < parts.length; i++) {
                var section = parts[i].split("\n", 2);
                sections.put(section[0].strip(), section[1].strip());
            }
            var line = head.get(1).split(" ", 2);
            return new Payload(file.getFileName().toString(), line[0], line[1], head.subList(2, head.size()),
                    request[1].stripTrailing(), Map.copyOf(sections));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
