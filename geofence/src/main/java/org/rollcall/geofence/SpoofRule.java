package org.rollcall.geofence;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How signs of made-up positions add up (DOMAIN 5.3). Immutable and thread-safe.
 *
 * @param lookBack for how long a sign counts, 366 days at most
 * @param threshold the score from which it is said
 * @param mockWeight of the phone's own mock flag
 * @param jumpWeight of an impossible speed
 * @param frozenWeight of coordinates that never change
 * @param clockWeight of a clock that is ahead
 * @param maxMetresPerSecond faster is impossible over ground
 * @param frozenRepeats so many equal coordinates in a row are a sign
 * @param clockAhead a phone's clock more than this ahead is a sign, up to {@link Policy#futureTolerance}: a fix that is
 *        farther ahead advances nothing, and scores nothing either. By the defaults a clock counts here between 30 seconds and
 *        2 minutes ahead; one that is 8 minutes ahead is a matter of the device's health and not of this score. 31 days at most
 */
public record SpoofRule(Duration lookBack, int threshold, int mockWeight, int jumpWeight, int frozenWeight,
        int clockWeight, double maxMetresPerSecond, int frozenRepeats, Duration clockAhead) {

    /** A day's signs; the mock flag and any other, or all three others; 300 km/h (DOMAIN 7.4). */
    public static final SpoofRule DEFAULT = new SpoofRule(Duration.ofDays(1), 80, 50, 40, 30, 30, 300 / 3.6, 5,
            Duration.ofSeconds(30));

    /** A degree is nowhere longer. */
    private static final double MOST_METRES_PER_DEGREE = 111_700;

    /** @throws IllegalArgumentException if one sign alone would reach the threshold, or a value is out of range */
    public SpoofRule {
        Objects.requireNonNull(lookBack, "lookBack");
        Objects.requireNonNull(clockAhead, "clockAhead");
        int heaviest = Math.max(Math.max(mockWeight, jumpWeight), Math.max(frozenWeight, clockWeight));
        int lightest = Math.min(Math.min(mockWeight, jumpWeight), Math.min(frozenWeight, clockWeight));
        if (lightest < 0 || heaviest >= threshold) {
            throw new IllegalArgumentException("no sign alone reaches the threshold, and none weighs less than 0");
        }
        if (!(maxMetresPerSecond > 0) || frozenRepeats < 1) {
            throw new IllegalArgumentException("speed and repeats are more than 0");
        }
        Durations.require("lookBack", lookBack, Durations.YEAR);
        Durations.require("clockAhead", clockAhead, Durations.MONTH);
    }

    /** The score of what was seen, at a time. */
    public int score(Signals signals, Instant at) {
        return weight(signals.mockAt(), at, mockWeight) + weight(signals.jumpAt(), at, jumpWeight)
                + weight(signals.frozenAt(), at, frozenWeight) + weight(signals.clockAt(), at, clockWeight);
    }

    /** The signals after one more live fix. The very same object where the fix adds nothing. */
    Signals next(Standing standing, Fix fix, PermittedArea permitted) {
        var before = standing.signals();
        boolean same = standing.knowsFix() && fix.place().equals(standing.place());
        int repeats = same ? Math.min(before.repeats() + 1, Signals.MAX_REPEATS) : 0;
        boolean jumped = jumped(standing, fix, permitted);
        boolean frozen = repeats >= frozenRepeats;
        boolean ahead = Micros.between(fix.receivedAt(), fix.fixedAt()) > Micros.of(clockAhead);
        if (!fix.mock() && !jumped && !frozen && !ahead && repeats == before.repeats()) {
            return before;
        }
        var now = Optional.of(fix.fixedAt());
        return new Signals(fix.mock() ? now : before.mockAt(), jumped ? now : before.jumpAt(),
                frozen ? now : before.frozenAt(), ahead ? now : before.clockAt(), repeats);
    }

    /** Whether a fix alone can be believed: not mocked, and reachable from the last one. */
    boolean plausible(Standing standing, Fix fix, PermittedArea permitted) {
        return !fix.mock() && !jumped(standing, fix, permitted);
    }

    private boolean jumped(Standing standing, Fix fix, PermittedArea permitted) {
        // On the way there may be an aeroplane.
        if (permitted.freeTransit().isPresent()) {
            return false;
        }
        if (fix.speedMetresPerSecond().isPresent() && fix.speedMetresPerSecond().getAsDouble() > maxMetresPerSecond) {
            return true;
        }
        if (!standing.knowsFix() || Double.isNaN(standing.radiusMetres()) || fix.accuracyMetres().isEmpty()) {
            return false;
        }
        double seconds = Micros.between(standing.fixAt(), fix.fixedAt()) / (double) Micros.PER_SECOND;
        double reach = standing.radiusMetres() + fix.accuracyMetres().getAsDouble() + maxMetresPerSecond * seconds;
        // Most fixes lie so near to the last one that no metric is needed to see it.
        double degrees = Math.abs(standing.place().latitude() - fix.place().latitude())
                + Math.abs(standing.place().longitude() - fix.place().longitude());
        return degrees * MOST_METRES_PER_DEGREE > reach && standing.place().distanceMetresTo(fix.place()) > reach;
    }

    private int weight(Optional<Instant> seen, Instant at, int weight) {
        return seen.isPresent() && Duration.between(seen.get(), at).compareTo(lookBack) <= 0 ? weight : 0;
    }
}
