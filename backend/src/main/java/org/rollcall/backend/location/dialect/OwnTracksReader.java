package org.rollcall.backend.location.dialect;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.rollcall.backend.location.QuarantineReason;
import org.rollcall.backend.location.ReportedFix;
import org.rollcall.geofence.Crs;
import org.rollcall.geofence.Fix;

/**
 * Reads a message of the OwnTracks apps (CLIENTS section 1). Of a location it takes place, time, accuracy, speed,
 * trigger and key; Wi-Fi names, regions, battery and the like are left where they are. A pure function; thread-safe.
 *
 * <p>The time of a ping is the time at which it was sent: the phone's word for "still here". The apps never say whether a
 * place is mocked, so that is unknown.
 */
final class OwnTracksReader {

    /**
     * What is acknowledged and not kept. A transition is about a region that somebody set in the app: where a person may
     * be is judged here, from places.
     */
    private static final Map<String, MessageKind> IGNORED = Map.ofEntries(
            Map.entry("transition", MessageKind.TRANSITION),
            Map.entry("waypoint", MessageKind.WAYPOINTS), Map.entry("waypoints", MessageKind.WAYPOINTS),
            Map.entry("lwt", MessageKind.STATUS),
            Map.entry("configuration", MessageKind.STATUS), Map.entry("card", MessageKind.OTHER),
            Map.entry("steps", MessageKind.OTHER), Map.entry("beacon", MessageKind.OTHER),
            Map.entry("request", MessageKind.OTHER), Map.entry("cmd", MessageKind.OTHER));
    private static final String PING = "p";
    /** Overland's OwnTracks mode counts from 2001, and sends neither {@code tid} nor {@code _id}. */
    private static final BigDecimal SECONDS_FROM_1970_TO_2001 = BigDecimal.valueOf(978_307_200L);
    private static final BigDecimal SECONDS_FROM_1970_TO_2010 = BigDecimal.valueOf(1_262_304_000L);

    private OwnTracksReader() {
    }

    static Message read(SentBody sent) {
        return read(sent.text());
    }

    /** The same for what was encrypted. */
    static Message read(String body) {
        var text = body.strip();
        if (text.isEmpty()) {
            return Message.nothing(MessageKind.EMPTY);
        }
        try {
            return read(Json.read(text));
        } catch (JsonProcessingException e) {
            return Message.unreadable();
        }
    }

    private static Message read(JsonNode message) {
        var type = message.path("_type").asText();
        return switch (type) {
            case "location" -> location(message);
            case "status" -> OwnTracksStatus.read(message);
            case "encrypted" -> encrypted(message.path("data").asText());
            default -> IGNORED.containsKey(type) ? Message.nothing(IGNORED.get(type)) : Message.unreadable();
        };
    }

    private static Message encrypted(String data) {
        try {
            return new Message.Encrypted(Base64.getMimeDecoder().decode(data));
        } catch (IllegalArgumentException e) {
            return new Message.Unreadable(QuarantineReason.ENCRYPTED, Optional.empty());
        }
    }

    private static Message location(JsonNode message) {
        if (message.path("t").asText().equals(PING)) {
            // The place that was found last, under the time of now: many of them would be one fix said many times, and a
            // row of fixes is what opens an alert.
            return Message.nothing(MessageKind.HEARTBEAT);
        }
        boolean overland = isOfOverland(message);
        var fixedAt = fixedAt(message, overland);
        var lat = Values.number(message.path("lat"));
        var lon = Values.number(message.path("lon"));
        if (fixedAt.isEmpty() || lat == null || lon == null) {
            return new Message.Unreadable(QuarantineReason.UNREADABLE, fixedAt);
        }
        try {
            return new Message.Position(ReportedFix.at(fixedAt.get(), lon, lat, Crs.WGS84)
                    .sentAt(Values.decimal(message.path("created_at")).flatMap(Values::ofSeconds).orElse(null))
                    .accuracyMetres(Values.number(message.path("acc")))
                    .speedMetresPerSecond(speed(Values.number(message.path("vel"))))
                    .provider(Values.provider(message.path("source").asText()))
                    .trigger(message.path("t").asText().equals("r") ? Fix.Trigger.BURST : Fix.Trigger.PERIODIC)
                    .sourceKey(Values.key(message.path("_id"))).build(), false,
                    overland ? MessageKind.POSITION_OF_OVERLAND : MessageKind.POSITION);
        } catch (IllegalArgumentException e) {
            return new Message.Unreadable(QuarantineReason.OUT_OF_RANGE, fixedAt);
        }
    }

    private static Optional<Instant> fixedAt(JsonNode message, boolean overland) {
        return Values.decimal(message.path("tst"))
                .map(seconds -> overland ? seconds.add(SECONDS_FROM_1970_TO_2001) : seconds)
                .flatMap(Values::ofSeconds);
    }

    private static boolean isOfOverland(JsonNode message) {
        return !message.has("tid") && !message.has("_id") && Values.decimal(message.path("tst"))
                .filter(seconds -> seconds.compareTo(SECONDS_FROM_1970_TO_2010) < 0).isPresent();
    }

    private static Double speed(Double kilometresPerHour) {
        return kilometresPerHour == null ? null : kilometresPerHour * Values.METRES_PER_SECOND_PER_KILOMETRE_PER_HOUR;
    }
}
