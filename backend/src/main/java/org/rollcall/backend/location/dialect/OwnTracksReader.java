package org.rollcall.backend.location.dialect;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.rollcall.backend.location.Provider;
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

    /** What is acknowledged and not kept. */
    private static final Map<String, MessageKind> IGNORED = Map.ofEntries(
            Map.entry("transition", MessageKind.TRANSITION),
            Map.entry("waypoint", MessageKind.WAYPOINTS), Map.entry("waypoints", MessageKind.WAYPOINTS),
            Map.entry("status", MessageKind.STATUS), Map.entry("lwt", MessageKind.STATUS),
            Map.entry("configuration", MessageKind.STATUS), Map.entry("card", MessageKind.OTHER),
            Map.entry("steps", MessageKind.OTHER), Map.entry("beacon", MessageKind.OTHER),
            Map.entry("request", MessageKind.OTHER), Map.entry("cmd", MessageKind.OTHER));
    private static final Map<String, Provider> PROVIDERS = Map.of("gps", Provider.SATELLITE, "network",
            Provider.NETWORK,
            "fused", Provider.FUSED);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Overland's OwnTracks mode counts from 2001, and sends neither {@code tid} nor {@code _id}. */
    private static final BigDecimal SECONDS_FROM_1970_TO_2001 = BigDecimal.valueOf(978_307_200L);
    private static final BigDecimal SECONDS_FROM_1970_TO_2010 = BigDecimal.valueOf(1_262_304_000L);

    private OwnTracksReader() {
    }

    static Message read(SentBody sent) {
        var text = sent.text().strip();
        if (text.isEmpty()) {
            return Message.nothing(MessageKind.EMPTY);
        }
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Message.unreadable();
        }
    }

    private static Message read(JsonNode message) {
        var type = message.path("_type").asText();
        return switch (type) {
            case "location" -> location(message);
            case "encrypted" -> new Message.Unreadable(QuarantineReason.ENCRYPTED, Optional.empty());
            default -> IGNORED.containsKey(type) ? Message.nothing(IGNORED.get(type)) : Message.unreadable();
        };
    }

    private static Message location(JsonNode message) {
        var fixedAt = fixedAt(message);
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
                    .provider(PROVIDERS.get(message.path("source").asText()))
                    .trigger(message.path("t").asText().equals("r") ? Fix.Trigger.BURST : Fix.Trigger.PERIODIC)
                    .sourceKey(Values.key(message.path("_id"))).build(), false);
        } catch (IllegalArgumentException e) {
            return new Message.Unreadable(QuarantineReason.OUT_OF_RANGE, fixedAt);
        }
    }

    private static Optional<Instant> fixedAt(JsonNode message) {
        return Values.decimal(message.path("tst")).map(seconds -> countsFrom2001(message, seconds)
                ? seconds.add(SECONDS_FROM_1970_TO_2001)
                : seconds).flatMap(Values::ofSeconds);
    }

    private static boolean countsFrom2001(JsonNode message, BigDecimal seconds) {
        return seconds.compareTo(SECONDS_FROM_1970_TO_2010) < 0 && !message.has("tid") && !message.has("_id");
    }

    private static Double speed(Double kilometresPerHour) {
        return kilometresPerHour == null ? null : kilometresPerHour * Values.METRES_PER_SECOND_PER_KILOMETRE_PER_HOUR;
    }
}
