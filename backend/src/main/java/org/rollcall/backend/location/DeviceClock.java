package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How far the clock of a device is ahead of ours, by what it said was the time of sending and when that came. Robust: one
 * message that was long under way moves nothing, three in a row that do not agree begin an estimate anew, and none is
 * believed before three agree. So a backlog, of which no two were as long under way, says nothing. A constant amount of
 * state, stored with the standing. Immutable.
 *
 * @param device whose clock; another begins anew when three in a row are of others, so that who carries two has one clock
 *        that is watched
 * @param aheadMillis the estimate; negative where the clock is behind
 * @param samples how many agreed, up to {@value #ENOUGH}
 * @param dissent how many in a row did not, or were of another device
 * @param offSince since when it is off by more than is tolerated
 */
record DeviceClock(Optional<UUID> device, long aheadMillis, int samples, int dissent, Optional<Instant> offSince) {

    static final DeviceClock UNKNOWN = new DeviceClock(Optional.empty(), 0, 0, 0, Optional.empty());

    /** More than this is said to whoever carries it: a fix from farther ahead does not advance a standing. */
    static final Duration TOLERATED = Duration.ofMinutes(2);

    private static final int ENOUGH = 3;
    private static final long AGREES_MILLIS = 20_000;
    private static final int WEIGHT = 8;

    /** The estimate with one more message. */
    DeviceClock heard(UUID from, Instant sentAt, Instant receivedAt) {
        long sample = Duration.between(receivedAt, sentAt).toMillis();
        if (device.isEmpty()) {
            return begin(from, sample);
        }
        if (device.get().equals(from) && Math.abs(sample - aheadMillis) <= AGREES_MILLIS) {
            return with(aheadMillis + (sample - aheadMillis) / WEIGHT, Math.min(samples + 1, ENOUGH), 0, receivedAt);
        }
        return dissent + 1 < ENOUGH ? with(aheadMillis, samples, dissent + 1, receivedAt) : begin(from, sample);
    }

    private static DeviceClock begin(UUID from, long sample) {
        return new DeviceClock(Optional.of(from), sample, 1, 0, Optional.empty());
    }

    private DeviceClock with(long ahead, int agreeing, int against, Instant now) {
        boolean off = agreeing == ENOUGH && Math.abs(ahead) > TOLERATED.toMillis();
        return new DeviceClock(device, ahead, agreeing, against,
                off ? offSince.or(() -> Optional.of(now)) : Optional.empty());
    }

    /** How far it is ahead, once enough messages agree. */
    Optional<Duration> ahead() {
        return samples == ENOUGH ? Optional.of(Duration.ofMillis(aheadMillis)) : Optional.empty();
    }
}
