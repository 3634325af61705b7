package org.rollcall.bench.alertquality;

import org.rollcall.geofence.Fix;

/**
 * A fix as it arrives, with its times on the clock of the truth.
 *
 * @param number of the fix in the phone's schedule
 * @param seconds since the beginning, when it was taken
 */
record Sighting(Fix fix, int number, double seconds) {}
