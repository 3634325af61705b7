package org.rollcall.backend.supervisee;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

/** Who helps with whom. Takes effect, and ends, at the next request. Thread-safe. */
@ApplicationScoped
class Assignments {

    private static final String MAY_HELP = "select may_help($1, $2, $3) as may";
    private static final String INSERT = "insert into assignment (id, supervisee_id, account_id, valid, assigned_by)"
            + " values ($1, $2, $3, tstzrange($4, $5), $6)";
    private static final String ONE = "select " + Assignment.COLUMNS + " from assignment a where a.id = $1";
    private static final String PAGE = "select " + Assignment.COLUMNS + " from assignment a where a.supervisee_id = $1"
            + " and ($2::uuid is null or a.id > $2) order by a.id limit $3";
    private static final String END = "update assignment set valid = tstzrange(lower(valid), $2) where id = $1"
            + " and lower(valid) < $2 and (upper_inf(valid) or upper(valid) > $2)";
    private static final String MINE = "select id, full_name, regime, unit_name, kind, opens_at, due_at"
            + " from assigned_people($1, $2, $3)";

    private final Scope scope;
    private final SuperviseeLookup people;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Clock clock;

    Assignments(Scope scope, SuperviseeLookup people, Idempotency idempotency, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.people = people;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Assigns somebody to who helps.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope; INVALID where the account does not
     *         help where that person is, or the time has passed; CONFLICT where it is assigned already
     */
    Uni<Assignment> assign(UUID person, AssignmentRequest request) {
        var now = now();
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> transaction.preparedQuery(MAY_HELP).execute(Tuple.of(request.accountId(), person, now)))
                .chain(rows -> {
                    if (!rows.iterator().next().getBoolean("may")) {
                        throw ProblemException.invalid("accountId", "is no team member or village assistant there");
                    }
                    if (request.validUntil() != null && !request.validUntil().isAfter(now.toInstant())) {
                        throw ProblemException.invalid("validUntil", "lies in the past");
                    }
                    return idempotency.once(transaction, request, Assignment.class,
                            () -> insert(transaction, person, request, now));
                }));
    }

    private Uni<Assignment> insert(SqlConnection transaction, UUID person, AssignmentRequest request,
            OffsetDateTime now) {
        var id = Ids.next();
        var until = request.validUntil() == null ? null : request.validUntil().atOffset(ZoneOffset.UTC);
        return transaction.preparedQuery(INSERT)
                .execute(Tuple.of(id, person, request.accountId(), now, until, scope.account()))
                .onFailure(DatabaseFailure::isNotUnique)
                .transform(e -> new ProblemException(ProblemType.CONFLICT, "They are assigned already."))
                .chain(() -> get(transaction, id)).call(made -> record(transaction, Action.HELPER_ASSIGNED, made));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope */
    Uni<Page<Assignment>> list(UUID person, PageRequest page) {
        return scope.inTransaction(
                transaction -> people.page(transaction, person, PAGE, page, Assignment::of, Assignment::id));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is none in scope; CONFLICT where it has ended */
    Uni<Assignment> end(UUID id) {
        return scope.inTransaction(transaction -> get(transaction, id)
                .chain(() -> transaction.preparedQuery(END).execute(Tuple.of(id, now()))).invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new ProblemException(ProblemType.CONFLICT, "It has ended.");
                    }
                }).chain(() -> get(transaction, id))
                .call(ended -> record(transaction, Action.HELPER_RELIEVED, ended)));
    }

    /** Those that are assigned to who asks. */
    Uni<Page<AssignedPerson>> listMine(PageRequest page) {
        var after = page.afterId();
        return scope.inTransaction(transaction -> transaction.preparedQuery(MINE)
                .execute(Tuple.of(after == null ? null : after.id(), page.fetch(), now())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(AssignedPerson::of).toList())
                .map(found -> page.page(found, each -> new Cursor.ById(each.id())));
    }

    private static Uni<Assignment> get(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return Assignment.of(rows.iterator().next());
        });
    }

    private Uni<Void> record(SqlConnection transaction, Action action, Assignment assignment) {
        return audit.record(transaction, new Deed(scope.account(), action, assignment.superviseeId(),
                Optional.empty(), new JsonObject().put("account", assignment.accountId().toString())));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
