package org.rollcall.backend.casework;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.alert.StaffTask;
import org.rollcall.backend.alert.StaffTasks;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.DatabaseFailure;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.SuperviseeLookup;
import org.rollcall.notifications.Severity;

/**
 * What people say against what is recorded of them, and what officers say to it. Until it is decided, and of that time for as
 * long as the case file, nothing that it rests on is let go. It changes no fix and no alert: who upholds one closes the
 * alert for that reason. Thread-safe.
 */
@ApplicationScoped
class Objections {

    /** How many of one person may wait: so that nobody floods an officer. */
    static final int MOST_WAITING = 20;
    private static final String WAITING = "select count(*) from objection o where o.supervisee_id = $1"
            + " and not exists (select from objection_decision d where d.objection_id = o.id)";
    private static final String ALERT = "select from alert where id = $1 and supervisee_id = $2";
    private static final String INSERT = "insert into objection (id, supervisee_id, alert_id, from_at, until_at,"
            + " statement, made_at) values ($1, $2, $3, $4, $5, $6, $7)";
    private static final String DECIDE = "insert into objection_decision (objection_id, outcome, reason, decided_by,"
            + " decided_at) values ($1, $2, $3, $4, $5)";
    private static final String ONE = Objection.SELECT + " where o.id = $1";
    private static final String PAGE = Objection.SELECT
            + " where o.supervisee_id = $1 and ($2::uuid is null or o.id > $2) order by o.id limit $3";

    private final Scope scope;
    private final SuperviseeLookup people;
    private final StaffTasks tasks;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Clock clock;

    Objections(Scope scope, SuperviseeLookup people, StaffTasks tasks, Idempotency idempotency, AuditTrail audit,
            Clock clock) {
        this.scope = scope;
        this.people = people;
        this.tasks = tasks;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The asker's own. Their officers find a task.
     *
     * @throws ProblemException INVALID where that is no time of the past; in the Uni NOT_FOUND where the alert is none of
     *         theirs; CONFLICT where too many wait
     */
    Uni<Objection> make(ObjectionRequest request) {
        var now = Timestamps.now(clock);
        request.check(now);
        var id = Ids.next();
        var row = Tuple.tuple().addUUID(id).addUUID(scope.account()).addUUID(request.alertId())
                .addOffsetDateTime(Timestamps.utc(Timestamps.given(request.from(), "from")))
                .addOffsetDateTime(Timestamps.utc(Timestamps.given(request.until(), "until")))
                .addString(request.statement()).addOffsetDateTime(Timestamps.utc(now));
        return scope.inTransaction(tx -> idempotency.once(tx, request, Objection.class,
                () -> requireRoom(tx).chain(() -> requireOwn(tx, request.alertId()))
                        .chain(() -> tx.preparedQuery(INSERT).execute(row))
                        .chain(() -> tasks.tell(tx, scope.account(), StaffTask.Kind.OBJECTION, id,
                                Severity.INFORMATION))
                        .chain(() -> get(tx, id)).call(made -> record(tx, Action.OBJECTION_MADE, made))));
    }

    /** The asker's own, the oldest first. */
    Uni<Page<Objection>> own(PageRequest page) {
        return scope.inTransaction(
                tx -> people.page(tx, scope.account(), PAGE, page, Objection::of, Objection::id));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope */
    Uni<Page<Objection>> list(UUID person, PageRequest page) {
        return scope.inTransaction(
                tx -> people.page(tx, person, PAGE, page, Objection::of, Objection::id));
    }

    /**
     * Decides one.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is none in scope; CONFLICT where it has been decided
     */
    Uni<Objection> decide(UUID id, ObjectionDecisionRequest request) {
        var row = Tuple.of(id, request.outcome().name(), request.reason(), scope.account(),
                Timestamps.utc(Timestamps.now(clock)));
        return scope.inTransaction(tx -> get(tx, id).chain(() -> idempotency.once(tx, request, Objection.class,
                () -> tx.preparedQuery(DECIDE).execute(row).onFailure(DatabaseFailure::isNotUnique)
                        .transform(e -> new ProblemException(ProblemType.CONFLICT, "It has been decided."))
                        .chain(() -> get(tx, id))
                        .call(decided -> record(tx, Action.OBJECTION_DECIDED, decided)))));
    }

    private Uni<Void> requireRoom(SqlConnection tx) {
        return tx.preparedQuery(WAITING).execute(Tuple.of(scope.account())).invoke(rows -> {
            if (rows.iterator().next().getLong(0) >= MOST_WAITING) {
                throw new ProblemException(ProblemType.CONFLICT,
                        "So many wait for a decision that another can not be made before one of them is decided.");
            }
        }).replaceWithVoid();
    }

    private Uni<Void> requireOwn(SqlConnection tx, UUID alert) {
        return alert == null
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(ALERT).execute(Tuple.of(alert, scope.account())).invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.notFound();
                    }
                }).replaceWithVoid();
    }

    private static Uni<Objection> get(SqlConnection tx, UUID id) {
        return tx.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return Objection.of(rows.iterator().next());
        });
    }

    private Uni<Void> record(SqlConnection tx, Action action, Objection objection) {
        var detail = new JsonObject().put("objectionId", objection.id().toString());
        if (objection.decision() != null) {
            detail.put("outcome", objection.decision().outcome().name());
        }
        return audit.record(tx,
                new Deed(scope.account(), action, objection.superviseeId(), Optional.empty(), detail));
    }
}
