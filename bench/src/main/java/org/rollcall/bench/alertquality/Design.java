package org.rollcall.bench.alertquality;

import java.util.function.BiFunction;

import org.rollcall.geofence.Area;

/**
 * A way to detect exits.
 *
 * @param label in tables
 * @param maker of a detector for one person
 */
record Design(String label, BiFunction<Area, Regime, Detector> maker) {

    Detector detector(Area area, Regime regime) {
        return maker.apply(area, regime);
    }
}
