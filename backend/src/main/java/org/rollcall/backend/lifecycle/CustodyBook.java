package org.rollcall.backend.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.CollectionCuts;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/** Records that somebody is in custody, and that they are out again. */
@ApplicationScoped
class CustodyBook {

    private static final Duration AHEAD = Duration.ofDays(31);
    private static final String OVERLAPS = "select exists (select from custody where supervisee_id = $1"
            + " and valid && tstzrange($2, $3)) or exists (select from release where supervisee_id = $1) as so";
    private static final String ADD = "insert into custody (id, supervisee_id, kind, reason, document_number, valid,"
            + " began_at, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, tstzrange($6, $7), $6, $8, $9)";
    private static final String END = "update custody set valid = tstzrange(lower(valid), greatest(lower(valid), $2)),"
            + " ended_by = $3, ended_at = $4, end_reason = $5 where id = $1";
    private static final String ONE = Custody.SELECT + " where c.id = $1";
    private static final String NEWEST_FIRST = Custody.SELECT + " where c.supervisee_id = $1"
            + " and ($2::uuid is null or c.id < $2) order by c.id desc limit $3";

    private final Scope scope;
    private final Idempotency idempotency;
    private final SuperviseeLookup people;
    private final Ends ends;
    private final CollectionCuts periods;
    private final AuditTrail audit;
    private final Clock clock;

    CustodyBook(Scope scope, Idempotency idempotency, SuperviseeLookup people, Ends ends, CollectionCuts periods,
            AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.people = people;
        this.ends = ends;
        this.periods = periods;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<Custody> record(UUID person, CustodyRequest request) {
        var now = Timestamps.now(clock);
        var from = Timestamps.given(request.from(), "from");
        var until = Timestamps.given(request.until(), "until");
        if (from.isAfter(now.plus(AHEAD))) {
            throw new ProblemException(ProblemType.INVALID, "from lies more than a month ahead.");
        }
        if (until != null && !until.isAfter(from)) {
            throw new ProblemException(ProblemType.INVALID, "until is not after from.");
        }
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> idempotency.once(transaction, request, Custody.class,
                        () -> ends.begin(transaction, person)
                                .chain(() -> requireFree(transaction, person, from, until))
                                .chain(() -> add(transaction, person, request, from, until, now)))));
    }

    private static Uni<Void> requireFree(SqlConnection transaction, UUID person, Instant from, Instant until) {
        return transaction.preparedQuery(OVERLAPS)
                .execute(Tuple.of(person, Timestamps.utc(from), Timestamps.utc(until))).invoke(rows -> {
                    if (rows.iterator().next().getBoolean("so")) {
                        throw new ProblemException(ProblemType.CONFLICT,
                                "The person was released, or custody is recorded for that time already.");
                    }
                }).replaceWithVoid();
    }

    private Uni<Custody> add(SqlConnection transaction, UUID person, CustodyRequest request, Instant from,
            Instant until, Instant now) {
        var id = Ids.next();
        var row = Tuple.tuple().addUUID(id).addUUID(person).addString(request.kind().name())
                .addString(request.reason()).addString(request.documentNumber())
                .addOffsetDateTime(Timestamps.utc(from)).addOffsetDateTime(Timestamps.utc(until))
                .addUUID(scope.account()).addOffsetDateTime(Timestamps.utc(now));
        var why = "ended by custody: " + request.kind().name() + " from " + from;
        return transaction.preparedQuery(ADD).execute(row)
                .chain(() -> ends.takeOut(transaction, person, from, Optional.ofNullable(until), now, why))
                .chain(() -> audit.record(transaction, new Deed(scope.account(), Action.CUSTODY_RECORDED, person,
                        Optional.empty(),
                        new JsonObject().put("custodyId", id.toString()).put("from", from.toString()))))
                .chain(() -> find(transaction, id)).map(Optional::orElseThrow);
    }

    /** Ends it: from then to the end of the term something may be collected again. */
    Uni<Custody> end(UUID id, Instant at, String reason) {
        var now = Timestamps.now(clock);
        var end = at == null ? now : Timestamps.given(at, "at");
        if (end.isAfter(now.plus(AHEAD))) {
            throw new ProblemException(ProblemType.INVALID, "at lies more than a month ahead.");
        }
        return scope.inTransaction(transaction -> find(transaction, id)
                .map(found -> found.orElseThrow(ProblemException::notFound).superviseeId())
                .call(person -> ends.begin(transaction, person))
                .chain(person -> find(transaction, id).map(Optional::orElseThrow)
                        .invoke(custody -> requireEarlier(custody, end))
                        .chain(custody -> transaction.preparedQuery(END)
                                .execute(
                                        Tuple.of(id, Timestamps.utc(end), scope.account(), Timestamps.utc(now), reason))
                                .chain(() -> periods.resume(transaction, person,
                                        end.isBefore(custody.from()) ? custody.from() : end,
                                        Optional.ofNullable(custody.until()), now)))
                        .chain(() -> audit.record(transaction, new Deed(scope.account(), Action.CUSTODY_ENDED, person,
                                Optional.empty(),
                                new JsonObject().put("custodyId", id.toString()).put("at", end.toString())))))
                .chain(() -> find(transaction, id)).map(Optional::orElseThrow));
    }

    private static void requireEarlier(Custody custody, Instant end) {
        if (custody.until() != null && !end.isBefore(custody.until())) {
            throw new ProblemException(ProblemType.CONFLICT, "It ends before that already.");
        }
    }

    Uni<Page<Custody>> list(UUID person, PageRequest page) {
        return scope.inTransaction(
                transaction -> people.page(transaction, person, NEWEST_FIRST, page, Custody::of, Custody::id));
    }

    private static Uni<Optional<Custody>> find(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Custody::of).findFirst());
    }
}
