package org.rollcall.backend.location.dialect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.rollcall.backend.location.BurstRequest;
import org.rollcall.backend.location.DeviceStatus;
import org.rollcall.backend.location.DeviceStatus.Permission;
import org.rollcall.backend.location.QuarantineReason;
import org.rollcall.backend.location.ReportedFix;
import org.rollcall.geofence.Crs;
import org.rollcall.geofence.Fix;

/**
 * One location of the background-geolocation SDK, which Traccar Client 9 is built on (CLIENTS section 3): speed in metres a
 * second, -1 for what it does not know. A template may have put its fields beside one another. A pure function.
 */
final class BackgroundLocation {

    /** As the SDK numbers them. */
    private static final List<Permission> PERMISSIONS = List.of(Permission.NOT_ASKED, Permission.DENIED,
            Permission.DENIED, Permission.ALWAYS, Permission.WHILE_IN_USE);

    /** The extra that says until when what comes is of a burst. */
    static final String BURST = "burst";

    private BackgroundLocation() {
    }

    /** Whether it has a place, in one of the two ways. */
    static boolean isOne(JsonNode node) {
        return node.path("coords").isObject() || node.has("latitude") && node.has("longitude");
    }

    static Message read(JsonNode location, boolean help) {
        var parts = new ArrayList<Message>();
        parts.add(place(location, help));
        status(location.path("provider")).ifPresent(parts::add);
        return Message.of(parts);
    }

    private static Message place(JsonNode location, boolean help) {
        // The SDK's samples of a place that is not settled yet are not to be kept.
        if (!isOne(location) || location.path("sample").asBoolean()) {
            return new Message.NoPlace(MessageKind.HEARTBEAT, help);
        }
        var coords = location.path("coords").isObject() ? location.path("coords") : location;
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
                    .trigger(trigger(location.path("extras").path(BURST), fixedAt.get()))
                    .sourceKey(Values.key(location.path("uuid"))).build(), help);
        } catch (IllegalArgumentException e) {
            return new Message.Unreadable(QuarantineReason.OUT_OF_RANGE, fixedAt);
        }
    }

    /** What we asked for by a burst goes on for longer than we asked. */
    private static Fix.Trigger trigger(JsonNode until, Instant fixedAt) {
        return until.isValueNode() && Values.time(until.asText())
                .filter(end -> BurstRequest.mayHold(end, fixedAt)).isPresent()
                        ? Fix.Trigger.BURST
                        : Fix.Trigger.PERIODIC;
    }

    private static Optional<Message> status(JsonNode provider) {
        int number = provider.path("status").asInt(-1);
        var accuracy = provider.path("accuracyAuthorization");
        var status = new DeviceStatus(number >= 0 && number < PERMISSIONS.size() ? PERMISSIONS.get(number) : null,
                Values.truth(provider.path("enabled").asText()), accuracy.isInt() ? accuracy.asInt() == 0 : null, null,
                null);
        return status.isEmpty() ? Optional.empty() : Optional.of(new Message.Status(status));
    }
}
