package org.rollcall.backend.location;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.rollcall.geofence.Standing;

/**
 * A standing as locked by this transaction: nobody else judges that person's device meanwhile, or changes its rules.
 *
 * @param rulesVersion the version of the rules that are in force
 * @param judgedSeq the number of the last fix judged
 * @param lastContactAt when anything came of such a device, to the minute
 * @param toldVersion the version of the rules under which such a device was last answered
 * @param toldDevice which that was
 */
record LockedStanding(StandingKey key, long rulesVersion, long judgedSeq, Standing standing,
        Optional<Instant> lastContactAt, DeviceClock clock, long toldVersion,
        Optional<UUID> toldDevice) {

    /** Whether that device has not been answered since the rules changed. */
    boolean newTo(UUID device) {
        return toldVersion < rulesVersion || toldDevice.filter(device::equals).isEmpty();
    }
}
