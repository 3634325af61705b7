package org.rollcall.backend.location.dialect;

import java.util.Optional;
import java.util.Set;

import org.rollcall.backend.location.QuarantineReason;
import org.rollcall.backend.location.ReportedFix;
import org.rollcall.geofence.Crs;

/**
 * Reads what Traccar Client of all generations and OsmAnd send (CLIENTS section 2): JSON where the body is an object,
 * else the fields of a form and of the query, a form's before the query's. Place, time, accuracy, speed, mock and alarm
 * are taken, cells, Wi-Fi and battery left. A pure function; thread-safe.
 */
final class OsmAndReader {

    /** At least one of these is in whatever these clients send. */
    private static final Set<String> KNOWN = Set.of("id", "deviceid", "timestamp", "lat", "lon", "location", "valid",
            "batt", "charge", "alarm", "notificationToken");

    private OsmAndReader() {
    }

    static Message read(SentBody sent) {
        var text = sent.text().strip();
        if (text.startsWith("{") || text.startsWith("[")) {
            return TraccarJson.read(text);
        }
        var fields = Fields.of(sent.query(), text);
        if (fields.isEmpty()) {
            return Message.nothing(MessageKind.EMPTY);
        }
        return fields.hasAny(KNOWN) ? read(fields) : Message.unreadable();
    }

    private static Message read(Fields fields) {
        boolean help = "sos".equalsIgnoreCase(fields.get("alarm"));
        if (fields.has("notificationToken")) {
            return new Message.NoPlace(MessageKind.REGISTRATION, help);
        }
        boolean placed = fields.has("lat") || fields.has("lon") || fields.has("location");
        // A place that the client itself calls invalid is a sign of life and no more.
        if (!placed || Boolean.FALSE.equals(Values.truth(fields.get("valid")))) {
            return new Message.NoPlace(MessageKind.HEARTBEAT, help);
        }
        return position(fields, help);
    }

    private static Message position(Fields fields, boolean help) {
        var pair = fields.has("location") ? fields.get("location").split(",", -1) : new String[0];
        var lat = Values.number(pair.length == 2 ? pair[0] : fields.get("lat"));
        var lon = Values.number(pair.length == 2 ? pair[1] : fields.get("lon"));
        var fixedAt = Values.time(fields.get("timestamp"));
        if (lat == null || lon == null || fixedAt.isEmpty()) {
            return new Message.Unreadable(QuarantineReason.UNREADABLE, fixedAt);
        }
        try {
            return new Message.Position(ReportedFix.at(fixedAt.get(), lon, lat, Crs.WGS84)
                    .accuracyMetres(Values.number(fields.get("accuracy")))
                    .speedMetresPerSecond(speed(Values.number(fields.get("speed"))))
                    .mock(Values.truth(fields.get("mock"))).build(), help);
        } catch (IllegalArgumentException e) {
            return new Message.Unreadable(QuarantineReason.OUT_OF_RANGE, Optional.of(fixedAt.get()));
        }
    }

    private static Double speed(Double knots) {
        return knots == null ? null : knots * Values.METRES_PER_SECOND_PER_KNOT;
    }
}
