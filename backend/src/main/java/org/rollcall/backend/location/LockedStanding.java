package org.rollcall.backend.location;

import java.time.Instant;
import java.util.Optional;

import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.geofence.Standing;

/**
 * A standing as locked by this transaction: nobody else judges that person's device meanwhile, or changes its rules.
 *
 * @param rulesVersion the version of the rules that are in force
 * @param judgedSeq the number of the last fix judged
 * @param lastContactAt when anything came of such a device, to the minute
 * @param told when such a device was told how to report
 */
record LockedStanding(StandingKey key, long rulesVersion, long judgedSeq, Standing standing,
        Optional<Instant> lastContactAt, DeviceClock clock, Told told) {

    /** Whether that device has not been told how to report since the rules changed, or since one began or ended. */
    boolean newTo(EnrolledDevice device, PersonRules rules, Instant now) {
        return told.version() < rulesVersion || told.device().filter(device.id()::equals).isEmpty()
                || told.at().or(() -> lastContactAt).filter(at -> !rules.adviseAlike(device, at, now)).isPresent();
    }
}
