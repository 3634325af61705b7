package org.rollcall.backend.location.dialect;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.platform.Allowances;

/**
 * How fast one device may send: so many messages at once, then so many a second. A backlog goes through; an app gone mad
 * does not cost the others their share. Bounded, and each node counts for itself. Thread-safe.
 */
@ApplicationScoped
class SenderLimit {

    private final Allowances<UUID> allowances;

    SenderLimit(SendersConfig config, Clock clock) {
        this.allowances = new Allowances<>(config.messagesAtOnce(), config.messagesPerSecond(),
                config.devicesRemembered(), clock);
    }

    /** Counts a message; how long to wait, where it is one too many. */
    Optional<Duration> count(UUID device) {
        return allowances.count(device);
    }
}
