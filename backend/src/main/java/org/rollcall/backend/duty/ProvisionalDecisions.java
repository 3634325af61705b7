package org.rollcall.backend.duty;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;

/**
 * What officers do with check-ins by PIN. To reject one finds nothing against anybody: its slot stands as if it had not
 * been, so that it can be done while its window is open, counts by the phone's own check-in where there was one, and else
 * is a miss that the sweep states and people verify (DESIGN invariant 8). Thread-safe.
 */
@ApplicationScoped
class ProvisionalDecisions {

    /** What became of the slot. */
    private record Standing(SlotState state, Instant doneAt) {}

    private static final String LIST = "select " + ProvisionalCheckIn.COLUMNS + " from provisional_check_in"
            + " where ($1::uuid is null or id > $1) and ($2::text is null or state = $2) order by id limit $3";
    // The slot first: whoever checks in for it waits, or has been seen.
    private static final String LOCK = "select " + Slot.COLUMNS + " from slot where id ="
            + " (select slot_id from provisional_check_in where id = $1) for update";
    private static final String DECIDE = "update provisional_check_in set state = $2, decided_by = $3,"
            + " decided_at = greatest(made_at, $4), reason = $5 where id = $1 and state = 'WAITING' returning "
            + ProvisionalCheckIn.COLUMNS;
    private static final String BY_PHONE = "select fixed_at, received_at from check_in where slot_id = $1"
            + " order by received_at, fixed_at limit 1";
    private static final String MOVE = "with moved as (update slot set state = $2, done_at = $3, provisional = false"
            + " where id = $1 returning id) insert into slot_entry (slot_id, seq, state, at, actor, reason)"
            + " select $1, (select max(seq) + 1 from slot_entry where slot_id = $1), $2, $4, $5, $6 from moved";

    private final Scope scope;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Clock clock;

    ProvisionalDecisions(Scope scope, Idempotency idempotency, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those of the asker's scope, the oldest first. */
    Uni<Page<ProvisionalCheckIn>> list(Optional<ProvisionalState> state, PageRequest page) {
        var after = page.afterId();
        return scope.inTransaction(tx -> tx.preparedQuery(LIST)
                .execute(Tuple.of(after == null ? null : after.id(), state.map(Enum::name).orElse(null), page.fetch()))
                .map(rows -> page.page(
                        StreamSupport.stream(rows.spliterator(), false).map(ProvisionalCheckIn::of).toList(),
                        made -> new Cursor.ById(made.id()))));
    }

    /**
     * Says what one was, once.
     *
     * @throws ProblemException in the Uni: NOT_FOUND out of the asker's scope, CONFLICT where it was said before
     */
    Uni<ProvisionalCheckIn> decide(UUID id, ProvisionalDecisionRequest request) {
        return scope.inTransaction(tx -> tx.preparedQuery(LOCK).execute(Tuple.of(id)).chain(rows -> {
            if (rows.rowCount() == 0) {
                return Uni.createFrom().failure(ProblemException.notFound());
            }
            var slot = Slot.of(rows.iterator().next(), clock.instant());
            return idempotency.once(tx, request, ProvisionalCheckIn.class, () -> decide(tx, id, slot, request));
        }));
    }

    private Uni<ProvisionalCheckIn> decide(SqlConnection tx, UUID id, Slot slot, ProvisionalDecisionRequest request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return tx.preparedQuery(DECIDE)
                .execute(Tuple.of(id, request.outcome().state().name(), scope.account(), Timestamps.utc(now),
                        request.reason()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(ProvisionalCheckIn::of).findFirst()
                        .orElseThrow(() -> new ProblemException(ProblemType.CONFLICT, "It has been decided already.")))
                .call(() -> standing(tx, slot, request.outcome())
                        .chain(standing -> tx.preparedQuery(MOVE)
                                .execute(Tuple.of(slot.id(), standing.state().name(),
                                        Timestamps.utc(standing.doneAt()), Timestamps.utc(now), scope.account(),
                                        "provisional check-in: " + request.outcome().state() + ", "
                                                + request.reason()))))
                .call(decided -> audit.record(tx, new Deed(scope.account(), Action.PROVISIONAL_CHECK_IN_DECIDED,
                        decided.superviseeId(), Optional.empty(), new JsonObject().put("checkInId", id.toString())
                                .put("outcome", request.outcome().name()))));
    }

    private static Uni<Standing> standing(SqlConnection tx, Slot slot, ProvisionalDecisionRequest.Outcome outcome) {
        boolean countsByIt = Boolean.TRUE.equals(slot.provisional());
        return outcome == ProvisionalDecisionRequest.Outcome.CONFIRM || !countsByIt
                ? Uni.createFrom().item(new Standing(slot.state(), slot.doneAt()))
                : tx.preparedQuery(BY_PHONE).execute(Tuple.of(slot.id()))
                        .map(rows -> rows.rowCount() == 0
                                ? new Standing(SlotState.SCHEDULED, null)
                                : byPhone(slot, rows.iterator().next()));
    }

    private static Standing byPhone(Slot slot, Row checkIn) {
        var receivedAt = checkIn.getOffsetDateTime("received_at").toInstant();
        var fixedAt = checkIn.getOffsetDateTime("fixed_at").toInstant();
        var madeAt = fixedAt.isBefore(receivedAt) ? fixedAt : receivedAt;
        return new Attempt(madeAt, receivedAt).on(SlotState.SCHEDULED, slot.window(), slot.kind().takenLate())
                .map(state -> new Standing(state, madeAt)).orElse(new Standing(SlotState.SCHEDULED, null));
    }
}
