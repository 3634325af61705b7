package org.rollcall.backend.location.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads what the background-geolocation SDK sends (CLIENTS section 3): one location or a list of them, under
 * {@code location}, under whatever name the app gave the root, or as the root. A bad location of a list does not cost the
 * others. Motion, odometer, battery, geofences and extras but that of a burst are left where they are. A pure function;
 * thread-safe.
 */
final class TransistorsoftReader {

    private TransistorsoftReader() {
    }

    static Message read(SentBody sent) {
        var text = sent.text().strip();
        if (text.isEmpty()) {
            return Message.nothing(MessageKind.EMPTY);
        }
        try {
            return root(Json.read(text)).map(TransistorsoftReader::read).orElseGet(Message::unreadable);
        } catch (JsonProcessingException e) {
            return Message.unreadable();
        }
    }

    private static Message read(JsonNode root) {
        if (root.isObject()) {
            return BackgroundLocation.read(root, false);
        }
        List<Message> parts = new ArrayList<>();
        root.forEach(location -> BackgroundLocation.read(location, false).parts()
                .forEach(part -> parts.add(part instanceof Message.Unreadable bad ? bad.within(location) : part)));
        return Message.of(parts);
    }

    private static Optional<JsonNode> root(JsonNode body) {
        if (body.isArray() || BackgroundLocation.isOne(body)) {
            return Optional.of(body);
        }
        var usual = body.path("location");
        if (usual.isObject() || usual.isArray()) {
            return Optional.of(usual);
        }
        for (var named : body) {
            if (BackgroundLocation.isOne(named) || named.isArray() && BackgroundLocation.isOne(named.path(0))) {
                return Optional.of(named);
            }
        }
        return Optional.empty();
    }
}
