package org.rollcall.backend.travel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.rollcall.backend.area.AreaHistory.Stretch;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.Permission;
import org.rollcall.geofence.Transit;
import org.rollcall.geofence.Validity;

/**
 * A permission as believed for some time, about to become rules. Where a boundary among its areas changes during the
 * leave, the leave is cut there, yet stays one leave: only its last part has a return that is waited for, and the
 * transit allowance is counted from its real beginning and end.
 *
 * @param id the permission
 * @param areas the eras of each area that it names
 * @param out how long after its beginning the person may be on the way
 * @param back how long before its end
 */
record Leave(UUID id, Validity validity, Collection<List<Stretch>> areas, Duration out, Duration back) {

    List<Permission> rules() {
        var rules = new ArrayList<Permission>();
        var known = cuts(Stream.of(validity.knownFrom(), validity.knownUntil()),
                eras().flatMap(era -> Stream.of(era.validity().knownFrom(), era.validity().knownUntil())),
                validity.knownFrom(), validity.knownUntil());
        for (int i = 0; i + 1 < known.size(); i++) {
            rules.addAll(asKnownBetween(known.get(i), known.get(i + 1)));
        }
        return rules;
    }

    private Stream<Stretch> eras() {
        return areas.stream().flatMap(List::stream);
    }

    private List<Permission> asKnownBetween(Instant knownFrom, Instant knownUntil) {
        var cuts = cuts(Stream.of(validity.from(), validity.until()),
                eras().filter(era -> era.validity().knownAt(knownFrom))
                        .flatMap(era -> Stream.of(era.validity().from(), era.validity().until())),
                validity.from(), validity.until());
        var parts = new ArrayList<Permission>();
        for (int i = 0; i + 1 < cuts.size(); i++) {
            var part = new Validity(cuts.get(i), cuts.get(i + 1), knownFrom, knownUntil);
            var shapes = shapesOf(part);
            if (!shapes.isEmpty()) {
                boolean last = part.until().equals(validity.until());
                parts.add(new Permission(id, shapes, part, transitOf(part), !last));
            }
        }
        return parts;
    }

    private List<Area> shapesOf(Validity part) {
        return eras().filter(era -> era.validity().knownAt(part.knownFrom()) && era.validity().holdsAt(part.from()))
                .map(Stretch::area).toList();
    }

    private Transit transitOf(Validity part) {
        return Transit.anywhere(between(part.from(), validity.from().plus(out)),
                between(validity.until().minus(back), part.until()));
    }

    private static Duration between(Instant from, Instant until) {
        return from.isBefore(until) ? Duration.between(from, until) : Duration.ZERO;
    }

    private static List<Instant> cuts(Stream<Instant> ends, Stream<Instant> changes, Instant from, Instant until) {
        return Stream.concat(ends, changes.filter(change -> change.isAfter(from) && change.isBefore(until)))
                .distinct().sorted().toList();
    }
}
