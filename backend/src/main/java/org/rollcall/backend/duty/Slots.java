package org.rollcall.backend.duty;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.alert.Alerts;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** Doing what a slot asks. Works in the caller's transaction; locks slots before alerts. */
@ApplicationScoped
class Slots {

    // The slot in whose time it falls comes first; else the newest that is still taken late.
    private static final String OPEN_TO = "select " + Slot.COLUMNS + " from slot where supervisee_id = $1 and kind = $2"
            + " and opens_at <= $3 and closes_at + $5 * interval '1 second' > $3 and ($4::uuid is null or id = $4)"
            + " order by due_at > $3 desc, state in ('SCHEDULED', 'OPEN', 'MISSED') desc, opens_at desc limit 1";
    private static final String MOVE = "with moved as (update slot set state = $2, done_at = $3, provisional = $7 where id = $1 returning id)"
            + " insert into slot_entry (slot_id, seq, state, at, actor, reason)"
            + " select $1, (select max(seq) + 1 from slot_entry where slot_id = $1), $2, $4, $5, $6 from moved";

    private final Alerts alerts;
    private final Clock clock;

    Slots(Alerts alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    /** What the attempt can be for, not locked; refused where nothing is open to it. */
    Uni<Slot> getOpenTo(SqlConnection transaction, UUID person, DutyKind kind, UUID slotId, Attempt attempt) {
        return find(transaction, OPEN_TO, person, kind, slotId, attempt)
                .map(slot -> slot.orElseThrow(() -> new ProblemException(ProblemType.CONFLICT,
                        "Nothing of this kind is open at that time.")));
    }

    /**
     * Counts the attempt for the slot: done, late or, where it is settled, unchanged. A miss that turns late clears its
     * alert, which stays for an officer to close.
     */
    Uni<Slot> count(SqlConnection transaction, UUID person, DutyKind kind, UUID slotId, Attempt attempt) {
        return lock(transaction, person, kind, slotId, attempt)
                .chain(slot -> attempt.on(slot.state(), slot.window(), kind.takenLate())
                        .map(state -> move(transaction, slot, state, attempt, false))
                        .orElse(Uni.createFrom().item(slot)));
    }

    /** The same of somebody who showed no more than a PIN; empty where the slot is settled and nothing changes. */
    Uni<Optional<Slot>> countProvisionally(SqlConnection transaction, UUID person, DutyKind kind, UUID slotId,
            Attempt attempt) {
        return lock(transaction, person, kind, slotId, attempt)
                .chain(slot -> attempt.on(slot.state(), slot.window(), kind.takenLate())
                        .map(state -> move(transaction, slot, state, attempt, true).map(Optional::of))
                        .orElse(Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Slot> lock(SqlConnection transaction, UUID person, DutyKind kind, UUID slotId, Attempt attempt) {
        return find(transaction, OPEN_TO + " for update", person, kind, slotId, attempt)
                .map(slot -> slot.orElseThrow(ProblemException::notFound));
    }

    private Uni<Optional<Slot>> find(SqlConnection transaction, String sql, UUID person, DutyKind kind, UUID slotId,
            Attempt attempt) {
        var now = clock.instant();
        return transaction.preparedQuery(sql)
                .execute(Tuple.of(person, kind.name(), attempt.madeAt().atOffset(ZoneOffset.UTC), slotId,
                        (double) kind.takenLate().toSeconds()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map((Row row) -> Slot.of(row, now))
                        .findFirst());
    }

    private Uni<Slot> move(SqlConnection transaction, Slot slot, SlotState state, Attempt attempt,
            boolean provisional) {
        var reason = provisional ? "by PIN, to be confirmed" : null;
        if (state == SlotState.LATE && !provisional) {
            reason = "made " + attempt.madeAt() + ", received " + attempt.receivedAt();
        }
        var moved = new Slot(slot.id(), slot.scheduleId(), slot.superviseeId(), slot.kind(), slot.opensAt(),
                slot.closesAt(), slot.dueAt(), state, attempt.madeAt(), Slot.yes(provisional));
        var tuple = Tuple.tuple().addUUID(slot.id()).addString(state.name())
                .addOffsetDateTime(attempt.madeAt().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(attempt.receivedAt().atOffset(ZoneOffset.UTC)).addUUID(slot.superviseeId())
                .addString(reason).addBoolean(provisional);
        return transaction.preparedQuery(MOVE).execute(tuple)
                .chain(() -> slot.state() == SlotState.MISSED
                        ? clear(transaction, slot, attempt)
                        : Uni.createFrom().voidItem())
                .replaceWith(moved);
    }

    private Uni<Void> clear(SqlConnection transaction, Slot slot, Attempt attempt) {
        return alerts.clear(transaction, slot.superviseeId(), slot.kind().missed(), slot.id().toString(),
                attempt.receivedAt(), new JsonObject().put("madeAt", attempt.madeAt().toString()).put("receivedAt",
                        attempt.receivedAt().toString()));
    }
}
