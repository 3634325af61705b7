package org.rollcall.geofence;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Hours in which a court order binds a person to a place. There is none without the order's id: the law knows no curfew
 * by the agency's own will (DOMAIN section 6). Immutable and thread-safe.
 *
 * @param courtOrder the number of the order
 * @param place where the person must be
 * @param zone the legal time zone of the windows
 * @param windows the hours, at least one
 */
public record Curfew(UUID id, String courtOrder, Area place, ZoneId zone, List<WeeklyWindow> windows,
        Validity validity) implements Rule {

    /** @throws IllegalArgumentException without a court order or without hours */
    public Curfew {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(validity, "validity");
        windows = List.copyOf(windows);
        if (courtOrder.isBlank()) {
            throw new IllegalArgumentException("a curfew names the court order behind it");
        }
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("a curfew has at least one window");
        }
    }

    /** Whether the person must be at the place at an instant: the order holds and the hour is one of its. */
    public boolean bindsAt(Instant instant) {
        if (!validity.holdsAt(instant)) {
            return false;
        }
        var wallClock = LocalDateTime.ofInstant(instant, zone);
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i).contains(wallClock)) {
                return true;
            }
        }
        return false;
    }
}
