package org.rollcall.backend.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * How fast something may come, by who sends it: so much at once, then so much a second. Bounded, and each node counts for
 * itself. Thread-safe.
 *
 * @param <K> what tells senders apart
 */
public final class Allowances<K> {

    /** @param left how much may come now, once that one was counted or turned away */
    private record Allowance(double left, Instant at, boolean granted) {}

    private static final double MILLISECONDS = 1_000;

    private final double most;
    private final double perSecond;
    private final Clock clock;
    private final Cache<K, Allowance> allowances;

    /**
     * Everybody may send all of it.
     *
     * @param most how much may come at once
     * @param remembered the most senders; beyond, the least active are forgotten
     */
    public Allowances(double most, double perSecond, long remembered, Clock clock) {
        this.most = most;
        this.perSecond = perSecond;
        this.clock = clock;
        this.allowances = Caffeine.newBuilder().maximumSize(remembered).build();
    }

    /** Counts one; how long to wait, where it is one too many. */
    public Optional<Duration> count(K sender) {
        var now = clock.instant();
        var allowance = allowances.asMap().compute(sender, (same, known) -> next(known, now));
        return allowance.granted()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        (long) Math.ceil((1 - allowance.left()) / perSecond * MILLISECONDS)));
    }

    private Allowance next(Allowance known, Instant now) {
        double there = known == null
                ? most
                : Math.min(most, known.left()
                        + Math.max(0, Duration.between(known.at(), now).toMillis()) / MILLISECONDS * perSecond);
        return there >= 1 ? new Allowance(there - 1, now, true) : new Allowance(there, now, false);
    }
}
