package org.rollcall.backend.duty;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.CheckInPins;
import org.rollcall.backend.access.IdentityStrength;
import org.rollcall.backend.access.PersonScope;
import org.rollcall.backend.alert.StaffTask;
import org.rollcall.backend.alert.StaffTasks;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.KeyedRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.notifications.Severity;

/**
 * Checking in by PIN from whatever phone is at hand, so that who loses the own one misses nothing for that (ADR 34). It
 * counts at once and provisionally, and is an officer's to confirm or reject. No place is taken: nobody knows whose phone
 * it is. Thread-safe.
 */
@ApplicationScoped
class ProvisionalCheckIns {

    private static final String OF_SLOT = "select " + ProvisionalCheckIn.COLUMNS + " from provisional_check_in"
            + " where slot_id = $1 and state <> 'REJECTED'";
    private static final String INSERT = "insert into provisional_check_in (id, slot_id, supervisee_id, made_at, note,"
            + " sender_strength, state) values ($1, $2, $3, $4, $5, $6, 'WAITING')";

    private final Pool pool;
    private final CheckInPins pins;
    private final Slots slots;
    private final StaffTasks tasks;
    private final AuditTrail audit;
    private final Clock clock;

    ProvisionalCheckIns(@ReactiveDataSource("worker") Pool pool, CheckInPins pins, Slots slots, StaffTasks tasks,
            AuditTrail audit, Clock clock) {
        this.pool = pool;
        this.pins = pins;
        this.slots = slots;
        this.tasks = tasks;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Checks in whoever has the PIN of that case number, for the slot that is open. To do so again for the same slot gives
     * the same answer.
     *
     * @param address where the request came from
     * @param request what is remembered, so that a repetition gets the first answer
     * @throws ProblemException TOO_MANY_REQUESTS; in the Uni UNAUTHENTICATED where the two do not belong together,
     *         whatever the reason, CONFLICT where nothing is asked of the person now
     */
    Uni<ProvisionalCheckIn> checkIn(String caseNumber, String pin, Optional<String> note, String address,
            KeyedRequest request) {
        return pins.verify(caseNumber, pin, address)
                .chain(person -> pool.withTransaction(tx -> PersonScope.enter(tx, person)
                        .chain(() -> request.once(tx, ProvisionalCheckIn.class, () -> take(tx, person, note)))));
    }

    private Uni<ProvisionalCheckIn> take(SqlConnection tx, UUID person, Optional<String> note) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var attempt = new Attempt(now, now);
        return slots.getOpenTo(tx, person, DutyKind.CHECK_IN, null, attempt)
                .chain(open -> slots.countProvisionally(tx, person, DutyKind.CHECK_IN, open.id(), attempt)
                        .chain(counted -> counted
                                .map(slot -> store(tx, ProvisionalCheckIn.waiting(Ids.next(), slot, now,
                                        note.orElse(null))))
                                .orElseGet(() -> made(tx, open.id()))));
    }

    private Uni<ProvisionalCheckIn> store(SqlConnection tx, ProvisionalCheckIn made) {
        return tx.preparedQuery(INSERT)
                .execute(Tuple.of(made.id(), made.slotId(), made.superviseeId(), Timestamps.utc(made.madeAt()),
                        made.note(), IdentityStrength.PROVISIONAL.code()))
                .chain(() -> audit.record(tx, new Deed(made.superviseeId(), Action.PROVISIONAL_CHECK_IN_MADE,
                        made.superviseeId(), Optional.empty(), new JsonObject().put("checkInId", made.id().toString())
                                .put("slotId", made.slotId().toString()))))
                .chain(() -> tasks.tell(tx, made.superviseeId(), StaffTask.Kind.CHECK_IN_BY_PIN, made.id(),
                        Severity.INFORMATION))
                .replaceWith(made);
    }

    /** Under the lock of the slot. */
    private static Uni<ProvisionalCheckIn> made(SqlConnection tx, UUID slotId) {
        return tx.preparedQuery(OF_SLOT).execute(Tuple.of(slotId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(ProvisionalCheckIn::of).findFirst()
                        .orElseThrow(() -> new ProblemException(ProblemType.CONFLICT,
                                "What is asked of you now is done already.")));
    }
}
