package org.rollcall.backend.location.dialect;

import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.rollcall.backend.location.QuarantineReason;
import org.rollcall.backend.location.ReportedFix;
import org.rollcall.geofence.Crs;

/** Reads the JSON of Traccar Client 9: speed in metres a second, -1 for what it does not know. A pure function. */
final class TraccarJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TraccarJson() {
    }

    static Message read(String text) {
        try {
            var body = JSON.readTree(text);
            var location = body.path("location");
            if (location.isObject()) {
                return read(location, asksForHelp(body));
            }
            return body.has("notificationToken")
                    ? Message.nothing(MessageKind.REGISTRATION)
                    : Message.unreadable();
        } catch (JsonProcessingException e) {
            return Message.unreadable();
        }
    }

    private static Message read(JsonNode location, boolean help) {
        var coords = location.path("coords");
        // The library's samples of a place that is not settled yet are not to be kept.
        if (!coords.isObject() || location.path("sample").asBoolean()) {
            return new Message.NoPlace(MessageKind.HEARTBEAT, help);
        }
        var lat = Values.number(coords.path("latitude"));
        var lon = Values.number(coords.path("longitude"));
        var fixedAt = Values.time(location.path("timestamp").asText());
        if (lat == null || lon == null || fixedAt.isEmpty()) {
            return new Message.Unreadable(QuarantineReason.UNREADABLE, fixedAt);
        }
        try {
            return new Message.Position(ReportedFix.at(fixedAt.get(), lon, lat, Crs.WGS84)
                    .accuracyMetres(Values.number(coords.path("accuracy")))
                    .speedMetresPerSecond(Values.number(coords.path("speed")))
                    .mock(Values.truth(location.path("mock").asText()))
                    .sourceKey(Values.key(location.path("uuid"))).build(), help);
        } catch (IllegalArgumentException e) {
            return new Message.Unreadable(QuarantineReason.OUT_OF_RANGE, fixedAt);
        }
    }

    private static boolean asksForHelp(JsonNode body) {
        var location = body.path("location");
        return Stream.of(location.path("alarm"), location.path("extras").path("alarm"), body.path("alarm"),
                body.path("extras").path("alarm")).anyMatch(alarm -> "sos".equalsIgnoreCase(alarm.asText()));
    }
}
