package org.rollcall.bench.alertquality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.rollcall.geofence.Area;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.Policy;

/**
 * Whether an excursion left enough fixes for the hold-down: as many in a row as the policy asks, over the time that it
 * asks, none too far from the one before. It asks for fewer where two fixes, one right after the other, lie apart by more
 * than both claim and what it calls a movement, and for more where none do; this counts just so. A fix counts if it is
 * live, claims 100 m or better, and was taken while both the person and the reported place were at least 300 m outside.
 * Fixes between them do not matter, whatever they say: to be misled by one is the detector's fault.
 */
final class Evidence {

    static final double USABLE_METRES = 100;
    static final double TELLING_METRES = 300;

    private final Area area;
    private final Truth truth;
    private final Policy policy;

    Evidence(Area area, Truth truth, Policy policy) {
        this.area = area;
        this.truth = truth;
        this.policy = policy;
    }

    /** @param sightings of the excursion's time, bursts included, in the order in which they were taken */
    boolean enough(Excursion excursion, List<Sighting> sightings) {
        var row = new ArrayList<Sighting>();
        boolean moved = false;
        Sighting before = null;
        for (var sighting : sightings) {
            if (tells(excursion, sighting)) {
                var last = row.isEmpty() ? null : row.get(row.size() - 1);
                if (last != null
                        && sighting.seconds() - last.seconds() > policy.patience().rowExpiry().toSeconds()) {
                    row.clear();
                    moved = false;
                }
                moved |= !row.isEmpty() && last == before && apart(last.fix(), sighting.fix());
                row.add(sighting);
                if (row.size() >= (moved ? policy.holdDownFixes() : policy.still().fixes())
                        && sighting.seconds() - row.get(0).seconds() >= policy.holdDown().toSeconds()) {
                    return true;
                }
            }
            before = sighting;
        }
        return false;
    }

    /** Whether two fixes, one right after the other, show that the phone moved. */
    private boolean apart(Fix one, Fix other) {
        return one.place().distanceMetresTo(other.place()) > one.accuracyMetres().getAsDouble()
                + other.accuracyMetres().getAsDouble() + policy.still().movedMetres();
    }

    /** Whether one fix counts. */
    boolean tells(Excursion excursion, Sighting sighting) {
        var fix = sighting.fix();
        return excursion.contains(sighting.seconds())
                && Duration.between(fix.fixedAt(), fix.receivedAt()).compareTo(policy.liveWithin()) <= 0
                && fix.accuracyMetres().orElse(Double.POSITIVE_INFINITY) <= USABLE_METRES
                && truth.distanceAt(sighting.seconds()) >= TELLING_METRES
                && area.signedDistanceMetres(fix.place()) >= TELLING_METRES;
    }
}
