package org.rollcall.backend.privacy;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/**
 * Holds: while one is in force, what retention would let go of that person is kept (the schema's {@code fixes_held_on}).
 * Several may be; each is lifted by itself. Thread-safe.
 */
@ApplicationScoped
class LegalHolds {

    private static final String INSERT = "insert into legal_hold (id, supervisee_id, reason, placed_by, placed_at)"
            + " values ($1, $2, $3, $4, $5) returning " + LegalHold.COLUMNS;
    private static final String LIST = "select " + LegalHold.COLUMNS + " from legal_hold where supervisee_id = $1"
            + " and ($2::uuid is null or id > $2) order by id limit $3";
    private static final String LOCK = "select lifted_at is not null as lifted from legal_hold where id = $1 for update";
    private static final String LIFT = "update legal_hold set lifted_by = $2, lifted_at = greatest(placed_at, $3),"
            + " lift_reason = $4 where id = $1 returning " + LegalHold.COLUMNS;

    private final Scope scope;
    private final SuperviseeLookup people;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Clock clock;

    LegalHolds(Scope scope, SuperviseeLookup people, Idempotency idempotency, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.people = people;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws ProblemException in the Uni: NOT_FOUND out of the asker's scope */
    Uni<LegalHold> place(UUID person, LegalHoldResource.Reason reason) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return scope.inTransaction(tx -> people.require(tx, person)
                .chain(() -> idempotency.once(tx, reason, LegalHold.class, () -> tx.preparedQuery(INSERT)
                        .execute(Tuple.of(Ids.next(), person, reason.reason(), scope.account(), Timestamps.utc(now)))
                        .map(rows -> LegalHold.of(rows.iterator().next()))
                        .call(hold -> record(tx, Action.LEGAL_HOLD_PLACED, hold)))));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND out of the asker's scope, CONFLICT where it was lifted before */
    Uni<LegalHold> lift(UUID id, LegalHoldResource.Reason reason) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return scope.inTransaction(tx -> tx.preparedQuery(LOCK).execute(Tuple.of(id)).chain(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            boolean lifted = rows.iterator().next().getBoolean("lifted");
            return idempotency.once(tx, reason, LegalHold.class, () -> lift(tx, id, lifted, reason, now));
        }));
    }

    private Uni<LegalHold> lift(SqlConnection tx, UUID id, boolean lifted, LegalHoldResource.Reason reason,
            java.time.Instant now) {
        if (lifted) {
            throw new ProblemException(ProblemType.CONFLICT, "It is lifted already.");
        }
        return tx.preparedQuery(LIFT).execute(Tuple.of(id, scope.account(), Timestamps.utc(now), reason.reason()))
                .map(rows -> LegalHold.of(rows.iterator().next()))
                .call(hold -> record(tx, Action.LEGAL_HOLD_LIFTED, hold));
    }

    /** All there ever were of somebody, the oldest first. */
    Uni<Page<LegalHold>> list(UUID person, PageRequest page) {
        return scope.inTransaction(
                tx -> people.page(tx, person, LIST, page, LegalHold::of, LegalHold::id));
    }

    private Uni<Void> record(SqlConnection tx, Action action, LegalHold hold) {
        return audit.record(tx, new Deed(scope.account(), action, hold.superviseeId(), Optional.empty(),
                new JsonObject().put("holdId", hold.id().toString())));
    }
}
