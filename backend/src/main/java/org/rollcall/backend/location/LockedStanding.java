package org.rollcall.backend.location;

import java.time.Instant;
import java.util.Optional;

import org.rollcall.geofence.Standing;

/**
 * A standing as locked by this transaction: nobody else judges that person's device meanwhile, or changes its rules.
 *
 * @param rulesVersion the version of the rules that are in force
 * @param judgedSeq the number of the last fix judged
 * @param lastContactAt when anything came of such a device, to the minute
 */
record LockedStanding(StandingKey key, long rulesVersion, long judgedSeq, Standing standing,
        Optional<Instant> lastContactAt, DeviceClock clock) {}
