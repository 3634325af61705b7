package org.rollcall.backend.location.dialect;

import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** Reads the JSON of Traccar Client 9: a location of the SDK that it is built on, and an alarm. A pure function. */
final class TraccarJson {

    private TraccarJson() {
    }

    static Message read(String text) {
        try {
            var body = Json.read(text);
            var location = body.path("location");
            if (location.isObject()) {
                return BackgroundLocation.read(location, asksForHelp(body));
            }
            return body.has("notificationToken")
                    ? Message.nothing(MessageKind.REGISTRATION)
                    : Message.unreadable();
        } catch (JsonProcessingException e) {
            return Message.unreadable();
        }
    }

    private static boolean asksForHelp(JsonNode body) {
        var location = body.path("location");
        return Stream.of(location.path("alarm"), location.path("extras").path("alarm"), body.path("alarm"),
                body.path("extras").path("alarm")).anyMatch(alarm -> "sos".equalsIgnoreCase(alarm.asText()));
    }
}
