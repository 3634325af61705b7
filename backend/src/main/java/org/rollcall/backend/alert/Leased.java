package org.rollcall.backend.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.rollcall.notifications.Registration;

/**
 * A row of the outbox that this node has to itself until its lease ends.
 *
 * @param id of the row
 * @param attempt the number of this attempt, from 1; fences off a node that comes back after its lease
 * @param message what is said, as stored
 * @param createdAt when it was written
 * @param hadIt whether some phone has taken it in an earlier attempt
 * @param phones the phones that have not had it, and can
 */
record Leased(UUID id, int attempt, JsonObject message, Instant createdAt, boolean hadIt, List<Phone> phones) {

    /** A message of no life at all still has this long to leave the house. */
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(10);

    /** @param registeredAt tells a registration from the same one made anew meanwhile */
    record Phone(UUID id, Registration registration, Instant registeredAt) {}

    /** How long it may still be said; zero or negative when it is too late. */
    Duration left(Duration ttl, Instant now) {
        var life = ttl.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : ttl;
        return Duration.between(now, createdAt.plus(life));
    }
}
