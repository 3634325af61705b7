package org.rollcall.bench.alertquality;

import java.util.ArrayList;
import java.util.List;

/**
 * A time in which something is the case.
 *
 * @param from seconds since the beginning
 * @param until seconds since the beginning
 */
record Spell(double from, double until) {

    boolean contains(double seconds) {
        return seconds >= from && seconds < until;
    }

    /** Spells of exponential length with exponential pauses, so that they take a share of the time. */
    static List<Spell> share(Chance chance, double share, double meanSeconds, double end) {
        return every(chance, meanSeconds * (1 - share) / share, meanSeconds, end);
    }

    /** Spells of exponential length with exponential pauses. */
    static List<Spell> every(Chance chance, double meanPauseSeconds, double meanSeconds, double end) {
        var spells = new ArrayList<Spell>();
        double at = chance.exponential(meanPauseSeconds);
        while (at < end) {
            double until = at + chance.exponential(meanSeconds);
            spells.add(new Spell(at, until));
            at = until + chance.exponential(meanPauseSeconds);
        }
        return spells;
    }

    /** The number of the spell that holds a moment, -1 for none. The spells are in order. */
    static int find(List<Spell> spells, double seconds) {
        int low = 0;
        int high = spells.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (spells.get(middle).contains(seconds)) {
                return middle;
            }
            if (spells.get(middle).from() > seconds) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return -1;
    }
}
