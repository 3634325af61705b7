package org.rollcall.backend.travel;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.DatabaseFailure;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;

/** Which offices decide on short leaves, as the county says (IM 27). Counts, and ends, at the next decision. Thread-safe. */
@ApplicationScoped
class LeaveDelegations {

    private static final String UNIT = "select from agency_unit where id = $1 and in_scope(id)";
    private static final String INSERT = "insert into leave_delegation (id, unit_id, valid, reason, given_by)"
            + " values ($1, $2, tstzrange($3, $4), $5, $6)";
    private static final String ONE = LeaveDelegation.SELECT + " where d.id = $1";
    private static final String PAGE = LeaveDelegation.SELECT
            + " where d.unit_id = $1 and ($2::uuid is null or d.id > $2) order by d.id limit $3";
    private static final String END = "update leave_delegation set valid = tstzrange(lower(valid), $2) where id = $1"
            + " and lower(valid) < $2 and (upper_inf(valid) or upper(valid) > $2)";

    private final Scope scope;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Clock clock;

    LeaveDelegations(Scope scope, Idempotency idempotency, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Lets a unit decide, from now on.
     *
     * @throws ProblemException INVALID where it would have ended; in the Uni NOT_FOUND where there is no such unit in scope;
     *         CONFLICT where it may already
     */
    Uni<LeaveDelegation> give(UUID unit, LeaveDelegationRequest request) {
        var now = Timestamps.now(clock);
        var until = Timestamps.given(request.validUntil(), "validUntil");
        if (until != null && !until.isAfter(now)) {
            throw ProblemException.invalid("validUntil", "lies in the past");
        }
        var id = Ids.next();
        var row = Tuple.of(id, unit, Timestamps.utc(now), Timestamps.utc(until), request.reason(), scope.account());
        return scope.inTransaction(transaction -> requireUnit(transaction, unit)
                .chain(() -> idempotency.once(transaction, request, LeaveDelegation.class,
                        () -> transaction.preparedQuery(INSERT).execute(row).onFailure(DatabaseFailure::isNotUnique)
                                .transform(e -> new ProblemException(ProblemType.CONFLICT, "It may decide already."))
                                .chain(() -> get(transaction, id))
                                .call(made -> record(transaction, Action.LEAVE_DELEGATED, made)))));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is no such unit in scope */
    Uni<Page<LeaveDelegation>> list(UUID unit, PageRequest page) {
        var after = page.afterId() == null ? null : page.afterId().id();
        return scope.inTransaction(transaction -> requireUnit(transaction, unit)
                .chain(() -> transaction.preparedQuery(PAGE).execute(Tuple.of(unit, after, page.fetch()))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(LeaveDelegation::of).toList())
                .map(found -> page.page(found, each -> new Cursor.ById(each.id())));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is none in scope; CONFLICT where it has ended */
    Uni<LeaveDelegation> end(UUID id) {
        return scope.inTransaction(transaction -> get(transaction, id)
                .chain(() -> transaction.preparedQuery(END)
                        .execute(Tuple.of(id, Timestamps.utc(Timestamps.now(clock)))))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new ProblemException(ProblemType.CONFLICT, "It has ended.");
                    }
                }).chain(() -> get(transaction, id))
                .call(ended -> record(transaction, Action.LEAVE_DELEGATION_ENDED, ended)));
    }

    private static Uni<Void> requireUnit(SqlConnection transaction, UUID unit) {
        return transaction.preparedQuery(UNIT).execute(Tuple.of(unit)).invoke(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
        }).replaceWithVoid();
    }

    private static Uni<LeaveDelegation> get(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return LeaveDelegation.of(rows.iterator().next());
        });
    }

    private Uni<Void> record(SqlConnection transaction, Action action, LeaveDelegation delegation) {
        return audit.record(transaction, new Deed(scope.account(), action, delegation.id(), Optional.empty(),
                new JsonObject().put("unit", delegation.unitId().toString())));
    }
}
