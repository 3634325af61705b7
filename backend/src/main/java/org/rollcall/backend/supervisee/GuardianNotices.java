package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Timestamps;

/**
 * Tells guardians of minors what happens, in the transaction in which it does. Of an adult nothing is told. Thread-safe.
 */
@ApplicationScoped
public class GuardianNotices {

    private static final String TELL = "insert into guardian_notice (id, supervisee_id, kind, told_at)"
            + " select n.id, s.id, $3, $4 from unnest($1::uuid[], $2::uuid[]) as n (id, person)"
            + " join supervisee s on s.id = n.person and s.regime = 'JUVENILE'";

    /** Those that follow from what somebody records, or did not do. */
    public enum Occasion {
        INTAKE, DUTY_MISSED, LEAVE_DECIDED
    }

    /**
     * Tells the guardians of each of them who is a minor.
     *
     * @param transaction of an officer's scope, or a sweep's
     */
    public Uni<Void> tell(SqlConnection transaction, Collection<UUID> people, Occasion occasion, Instant now) {
        if (people.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction.preparedQuery(TELL)
                .execute(Tuple.of(people.stream().map(person -> Ids.next()).toArray(UUID[]::new),
                        people.toArray(UUID[]::new), occasion.name(), Timestamps.utc(now)))
                .replaceWithVoid();
    }

    /** The same of one. */
    public Uni<Void> tell(SqlConnection transaction, UUID person, Occasion occasion, Instant now) {
        return tell(transaction, List.of(person), occasion, now);
    }
}
