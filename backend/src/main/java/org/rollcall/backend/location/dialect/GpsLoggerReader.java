package org.rollcall.backend.location.dialect;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.rollcall.backend.location.QuarantineReason;
import org.rollcall.backend.location.ReportedFix;
import org.rollcall.geofence.Crs;

/**
 * Reads what GPSLogger sends to an address of one's own (CLIENTS section 5): the fields of {@code %ALL} in the body, which
 * mostly has no content type, or in the query, or an object of one's own making. Speed is in metres a second. Remarks,
 * serial numbers, battery and activity are left where they are. A pure function; thread-safe.
 */
final class GpsLoggerReader {

    /** At least one of these is in whatever it sends. */
    private static final Set<String> KNOWN = Set.of("lat", "lon", "latitude", "longitude", "timestamp", "time", "acc",
            "prov", "batt", "aid");

    private GpsLoggerReader() {
    }

    static Message read(SentBody sent) {
        var text = sent.text().strip();
        try {
            var fields = text.startsWith("{")
                    ? Fields.of(Json.read(text))
                    : Fields.of(sent.query(), text);
            if (fields.isEmpty()) {
                return Message.nothing(MessageKind.EMPTY);
            }
            return fields.hasAny(KNOWN) ? position(fields) : Message.unreadable();
        } catch (JsonProcessingException e) {
            return Message.unreadable();
        }
    }

    private static Message position(Fields fields) {
        var lat = Values.number(first(fields, "lat", "latitude"));
        var lon = Values.number(first(fields, "lon", "longitude"));
        var fixedAt = Values.time(first(fields, "timestamp", "time"));
        if (lat == null || lon == null || fixedAt.isEmpty()) {
            return new Message.Unreadable(QuarantineReason.UNREADABLE, fixedAt);
        }
        try {
            return new Message.Position(ReportedFix.at(fixedAt.get(), lon, lat, Crs.WGS84)
                    .accuracyMetres(Values.number(first(fields, "acc", "accuracy"))).speedMetresPerSecond(speed(fields))
                    .provider(Values.provider(fields.get("prov"))).build(), false);
        } catch (IllegalArgumentException e) {
            return new Message.Unreadable(QuarantineReason.OUT_OF_RANGE, Optional.of(fixedAt.get()));
        }
    }

    private static Double speed(Fields fields) {
        var metresPerSecond = Values.number(first(fields, "spd", "speed"));
        var kilometresPerHour = Values.number(fields.get("spd_kph"));
        return metresPerSecond != null || kilometresPerHour == null
                ? metresPerSecond
                : Double.valueOf(kilometresPerHour * Values.METRES_PER_SECOND_PER_KILOMETRE_PER_HOUR);
    }

    private static String first(Fields fields, String... names) {
        return Stream.of(names).map(fields::get).filter(value -> value != null && !value.isBlank()).findFirst()
                .orElse(null);
    }
}
