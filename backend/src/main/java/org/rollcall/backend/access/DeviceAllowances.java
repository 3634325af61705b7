package org.rollcall.backend.access;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
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

/**
 * Who may have more than one phone of ours. It counts at the next enrolment: the phone before stays, beside the new one,
 * which is the person's own from then on. When it ends, the phones that are too many by then end, the oldest first and
 * never the person's own; and all but that do when a mode is set in which phones report by themselves, for of two that do
 * nobody can tell where the person is. The database does both, in the transaction that causes it. Of several allowances
 * the largest counts. Thread-safe.
 */
@ApplicationScoped
class DeviceAllowances {

    /** For one person or for a unit: what is asked of either. */
    enum For {
        PERSON("select from supervisee where id = $1", "supervisee_id"), UNIT(
                "select from agency_unit where id = $1 and in_scope(id)", "unit_id");

        private final String exists;
        private final String insert;
        private final String page;

        For(String exists, String column) {
            this.exists = exists;
            this.insert = "insert into device_allowance (id, " + column
                    + ", phones, valid, reason, given_by) values ($1, $2, $3, tstzrange($4, null), $5, $6)";
            this.page = DeviceAllowance.SELECT + " where a." + column
                    + " = $1 and ($2::uuid is null or a.id > $2) order by a.id limit $3";
        }
    }

    private static final String ONE = DeviceAllowance.SELECT + " where a.id = $1";
    private static final String END = "update device_allowance set valid = tstzrange(lower(valid), $2) where id = $1"
            + " and lower(valid) < $2 and upper_inf(valid)";

    private final Scope scope;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Clock clock;

    DeviceAllowances(Scope scope, Idempotency idempotency, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Allows it, from now on.
     *
     * @throws ProblemException in the Uni: NOT_FOUND out of the asker's scope; CONFLICT where it is allowed already
     */
    Uni<DeviceAllowance> give(For whom, UUID of, DeviceAllowanceRequest request) {
        var id = Ids.next();
        var row = Tuple.of(id, of, request.phones(), Timestamps.utc(Timestamps.now(clock)), request.reason(),
                scope.account());
        return scope.inTransaction(transaction -> require(transaction, whom, of)
                .chain(() -> idempotency.once(transaction, request, DeviceAllowance.class,
                        () -> transaction.preparedQuery(whom.insert).execute(row)
                                .onFailure(DatabaseFailure::isNotUnique)
                                .transform(e -> new ProblemException(ProblemType.CONFLICT, "It is allowed already."))
                                .chain(() -> get(transaction, id))
                                .call(made -> record(transaction, Action.DEVICES_ALLOWED, made)))));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND out of the asker's scope */
    Uni<Page<DeviceAllowance>> list(For whom, UUID of, PageRequest page) {
        var after = page.afterId() == null ? null : page.afterId().id();
        return scope.inTransaction(transaction -> require(transaction, whom, of)
                .chain(() -> transaction.preparedQuery(whom.page).execute(Tuple.of(of, after, page.fetch()))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(DeviceAllowance::of).toList())
                .map(found -> page.page(found, each -> new Cursor.ById(each.id())));
    }

    /**
     * Ends it, now, and the phones that are too many without it.
     *
     * @throws ProblemException in the Uni: NOT_FOUND out of the asker's scope; CONFLICT where it has ended
     */
    Uni<DeviceAllowance> end(UUID id) {
        return scope.inTransaction(transaction -> get(transaction, id).chain(() -> transaction.preparedQuery(END)
                .execute(Tuple.of(id, Timestamps.utc(Timestamps.now(clock))))).invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new ProblemException(ProblemType.CONFLICT, "It has ended.");
                    }
                }).chain(() -> get(transaction, id))
                .call(ended -> record(transaction, Action.DEVICES_ALLOWED_NO_MORE, ended)));
    }

    private static Uni<Void> require(SqlConnection transaction, For whom, UUID of) {
        return transaction.preparedQuery(whom.exists).execute(Tuple.of(of)).invoke(rows -> {
            if (rows.size() == 0) {
                throw ProblemException.notFound();
            }
        }).replaceWithVoid();
    }

    private static Uni<DeviceAllowance> get(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return DeviceAllowance.of(rows.iterator().next());
        });
    }

    private Uni<Void> record(SqlConnection transaction, Action action, DeviceAllowance allowance) {
        var object = allowance.superviseeId() == null ? allowance.unitId() : allowance.superviseeId();
        return audit.record(transaction, new Deed(scope.account(), action, object, Optional.empty(),
                new JsonObject().put("allowanceId", allowance.id().toString()).put("phones", allowance.phones())));
    }
}
