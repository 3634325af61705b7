package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.rollcall.backend.platform.Callers;
import org.rollcall.backend.platform.ProblemException;

/**
 * How much was wrong that came from somewhere, within a window that begins with the first. Bounded; each node counts for
 * itself. Thread-safe.
 */
final class WrongCounts {

    private record Wrong(Instant first, int count) {}

    private final int most;
    private final Duration within;
    private final Clock clock;
    private final Cache<String, Wrong> wrong;

    /**
     * Counts nothing yet.
     *
     * @param most how much may be wrong within the window
     * @param remembered the most keys; beyond, the least used are forgotten
     */
    WrongCounts(int most, Duration within, long remembered, Clock clock) {
        this.most = most;
        this.within = within;
        this.clock = clock;
        this.wrong = Caffeine.newBuilder().maximumSize(remembered).build();
    }

    /** @throws ProblemException TOO_MANY_REQUESTS, if too much was wrong under that key */
    void check(String key) {
        var known = wrong.getIfPresent(key);
        var now = clock.instant();
        if (known != null && known.count() >= most && now.isBefore(end(known))) {
            throw ProblemException.tooMany(Duration.between(now, end(known)));
        }
    }

    /** Counts one that was wrong. */
    void add(String key) {
        var now = clock.instant();
        wrong.asMap().compute(key, (same, known) -> known == null || !now.isBefore(end(known))
                ? new Wrong(now, 1)
                : new Wrong(known.first(), known.count() + 1));
    }

    private Instant end(Wrong known) {
        return known.first().plus(within);
    }

    /** Where an address belongs: itself, or its network of IPv6. */
    static String network(String address) {
        return Callers.network(address);
    }
}
