package org.rollcall.backend.location.dialect;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.rollcall.backend.location.QuarantineReason;
import org.rollcall.backend.location.ReportedFix;
import org.rollcall.geofence.Crs;

/**
 * Reads a batch of Overland (CLIENTS section 4): GeoJSON points with metres and metres a second, -1 for what it does not
 * know. A visit says when the phone came to a place and when it went: it was there at both times, and not when it said
 * so. Features of another shape and other actions are skipped, what surrounds the list ({@code current}, {@code trip}) is
 * not looked at. In its OwnTracks mode it sends single locations of that shape to the same address. A pure function;
 * thread-safe.
 */
final class OverlandReader {

    private OverlandReader() {
    }

    static Message read(SentBody sent) {
        try {
            var body = Json.read(sent.text().strip());
            if (body.path("_type").asText().equals("location")) {
                return OwnTracksReader.read(sent);
            }
            var locations = body.path("locations");
            if (!locations.isArray()) {
                return sent.text().isBlank() ? Message.nothing(MessageKind.EMPTY) : Message.unreadable();
            }
            return Message.of(StreamSupport.stream(locations.spliterator(), false).flatMap(OverlandReader::feature)
                    .toList());
        } catch (JsonProcessingException e) {
            return Message.unreadable();
        }
    }

    private static Stream<Message> feature(JsonNode feature) {
        var geometry = feature.path("geometry");
        if (!geometry.path("type").asText().equals("Point") || geometry.path("coordinates").size() < 2) {
            return Stream.of();
        }
        var properties = feature.path("properties");
        return switch (properties.path("action").asText("")) {
            case "" -> Stream.of(at(feature, properties.path("timestamp")));
            case "visit" -> List.of(properties.path("arrival_date"), properties.path("departure_date")).stream()
                    .filter(JsonNode::isTextual).map(time -> at(feature, time));
            default -> Stream.of();
        };
    }

    private static Message at(JsonNode feature, JsonNode time) {
        var coordinates = feature.path("geometry").path("coordinates");
        var lon = Values.number(coordinates.path(0));
        var lat = Values.number(coordinates.path(1));
        var fixedAt = Values.time(time.asText());
        if (lat == null || lon == null || fixedAt.isEmpty()) {
            return new Message.Unreadable(QuarantineReason.UNREADABLE, fixedAt, Optional.of(feature));
        }
        var properties = feature.path("properties");
        try {
            return new Message.Position(ReportedFix.at(fixedAt.get(), lon, lat, Crs.WGS84)
                    .accuracyMetres(Values.number(properties.path("horizontal_accuracy")))
                    .speedMetresPerSecond(Values.number(properties.path("speed"))).build(), false);
        } catch (IllegalArgumentException e) {
            return new Message.Unreadable(QuarantineReason.OUT_OF_RANGE, fixedAt, Optional.of(feature));
        }
    }
}
