package org.rollcall.backend.location.dialect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * How fast one device may send: so many messages at once, then so many a second. A backlog goes through; an app gone mad
 * does not cost the others their share. Bounded, and each node counts for itself. Thread-safe.
 */
@ApplicationScoped
class SenderLimit {

    /** @param messages how many may come now, once that one was counted or turned away */
    private record Allowance(double messages, Instant at, boolean granted) {}

    private static final double MILLISECONDS = 1_000;

    private final double most;
    private final double perSecond;
    private final Clock clock;
    private final Cache<UUID, Allowance> allowances;

    SenderLimit(SendersConfig config, Clock clock) {
        this.most = config.messagesAtOnce();
        this.perSecond = config.messagesPerSecond();
        this.clock = clock;
        this.allowances = Caffeine.newBuilder().maximumSize(config.devicesRemembered()).build();
    }

    /** Counts a message; how long to wait, where it is one too many. */
    Optional<Duration> count(UUID device) {
        var now = clock.instant();
        var allowance = allowances.asMap().compute(device, (id, known) -> next(known, now));
        return allowance.granted()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        (long) Math.ceil((1 - allowance.messages()) / perSecond * MILLISECONDS)));
    }

    private Allowance next(Allowance known, Instant now) {
        double there = known == null
                ? most
                : Math.min(most, known.messages()
                        + Math.max(0, Duration.between(known.at(), now).toMillis()) / MILLISECONDS * perSecond);
        return there >= 1 ? new Allowance(there - 1, now, true) : new Allowance(there, now, false);
    }
}
