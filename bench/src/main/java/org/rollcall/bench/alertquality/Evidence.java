package org.rollcall.bench.alertquality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.rollcall.geofence.Area;
import org.rollcall.geofence.Policy;

/**
 * Whether an excursion left enough fixes for the hold-down: so many in a row as a phone that lies still must send, over
 * the time of the hold-down, none too far from the one before. A fix counts if it is live, claims 100 m or better, and
 * was taken while both the person and the reported place were at least 300 m outside. Fixes between them do not matter:
 * to be misled by one is the detector's fault.
 */
final class Evidence {

    private static final double USABLE_METRES = 100;
    private static final double TELLING_METRES = 300;

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
        var row = new ArrayList<Double>();
        for (var sighting : sightings) {
            if (tells(excursion, sighting)) {
                if (!row.isEmpty() && sighting.seconds() - row.get(row.size() - 1) > policy.patience().rowExpiry()
                        .toSeconds()) {
                    row.clear();
                }
                row.add(sighting.seconds());
                if (row.size() >= policy.still().fixes()
                        && sighting.seconds() - row.get(0) >= policy.holdDown().toSeconds()) {
                    return true;
                }
            }
        }
        return false;
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
