package org.rollcall.backend.retention;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

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
import org.rollcall.backend.platform.RetentionFloor;
import org.rollcall.backend.platform.Timestamps;

/**
 * What is kept, why, for how long, and what comes then; and how that is changed: by a new version beside the old ones, on
 * record. The jobs obey it from their next round on. Thread-safe.
 */
@ApplicationScoped
class ProcessingRegister {

    private static final String ALL = RegisterEntry.SELECT + " order by c.place";
    private static final String ONE = RegisterEntry.SELECT + " where c.name = $1";
    private static final String CHANGES = "select " + RetentionChange.COLUMNS + " from retention_rule"
            + " where ($1::uuid is null or id > $1) order by id limit $2";
    private static final String INSERT = "insert into retention_rule (" + RetentionChange.COLUMNS + ") values ($1, $2,"
            + " $3, $4, $5, $6, $7, $8, $9, $10) returning " + RetentionChange.COLUMNS;

    private final Scope scope;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final List<RetentionFloor> floors;
    private final Clock clock;

    ProcessingRegister(Scope scope, Idempotency idempotency, AuditTrail audit, Instance<RetentionFloor> floors,
            Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.audit = audit;
        this.floors = floors.stream().toList();
        this.clock = clock;
    }

    /** All classes of data, in the order of the register. */
    Uni<List<RegisterEntry>> entries() {
        return scope.inTransaction(tx -> tx.query(ALL).execute()).map(rows -> StreamSupport
                .stream(rows.spliterator(), false).map(RegisterEntry::of).map(this::floored).toList());
    }

    /** Every version that there ever was, the oldest first. */
    Uni<Page<RetentionChange>> changes(PageRequest page) {
        var after = page.afterId();
        return scope.inTransaction(tx -> tx.preparedQuery(CHANGES)
                .execute(Tuple.of(after == null ? null : after.id(), page.fetch())))
                .map(rows -> page.page(
                        StreamSupport.stream(rows.spliterator(), false).map(RetentionChange::of).toList(),
                        change -> new Cursor.ById(change.id())));
    }

    /**
     * Lets something else hold for a class.
     *
     * @throws ProblemException in the Uni: FORBIDDEN to whoever does not keep the topmost unit; INVALID where there is no
     *         such class, or no room for that; CONFLICT where somebody else has changed it in this moment
     */
    Uni<RetentionChange> change(RetentionChangeRequest request) {
        return scope.inTransaction(tx -> requireTheTop(tx)
                .chain(() -> idempotency.once(tx, request, RetentionChange.class, () -> change(tx, request))));
    }

    private Uni<RetentionChange> change(SqlConnection tx, RetentionChangeRequest request) {
        return get(tx, request.dataClass()).invoke(request::check).chain(before -> {
            var row = Tuple.tuple().addUUID(Ids.next()).addString(before.dataClass()).addInteger(before.version() + 1)
                    .addInteger(request.days()).addString(request.atEnd().name())
                    .addString(Optional.ofNullable(request.purpose()).orElse(before.purpose()))
                    .addString(Optional.ofNullable(request.legalBasis()).orElse(before.legalBasis()))
                    .addString(request.reason()).addUUID(scope.account())
                    .addOffsetDateTime(Timestamps.utc(Timestamps.now(clock)));
            return tx.preparedQuery(INSERT).execute(row).onFailure(DatabaseFailure::isNotUnique)
                    .transform(e -> new ProblemException(ProblemType.CONFLICT, "Somebody else has just changed it."))
                    .map(rows -> RetentionChange.of(rows.iterator().next()))
                    .call(change -> record(tx, before, change));
        });
    }

    private static Uni<Void> requireTheTop(SqlConnection tx) {
        return tx.query("select keeps_the_top()").execute().invoke(rows -> {
            if (!rows.iterator().next().getBoolean(0)) {
                throw new ProblemException(ProblemType.FORBIDDEN,
                        "What is kept how long is set by an administrator of the topmost unit, for all.");
            }
        }).replaceWithVoid();
    }

    private Uni<RegisterEntry> get(SqlConnection tx, String dataClass) {
        return tx.preparedQuery(ONE).execute(Tuple.of(dataClass)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.invalid("dataClass", "is none of the register");
            }
            return floored(RegisterEntry.of(rows.iterator().next()));
        });
    }

    private RegisterEntry floored(RegisterEntry entry) {
        return entry.atLeast(floors.stream().filter(floor -> floor.dataClass().equals(entry.dataClass()))
                .mapToInt(RetentionFloor::days).max().orElse(1));
    }

    private Uni<Void> record(SqlConnection tx, RegisterEntry before, RetentionChange change) {
        return audit.record(tx, new Deed(scope.account(), Action.RETENTION_CHANGED, change.id(), Optional.empty(),
                new JsonObject().put("dataClass", change.dataClass()).put("version", change.version())
                        .put("days", change.days()).put("daysBefore", before.days())
                        .put("atEnd", change.atEnd().name())));
    }
}
