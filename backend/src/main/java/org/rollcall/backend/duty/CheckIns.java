package org.rollcall.backend.duty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.access.PersonScope;
import org.rollcall.backend.access.PhoneClock;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.location.Intake;
import org.rollcall.backend.location.ReportedFix;
import org.rollcall.backend.platform.KeyedRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Trace;

/**
 * Checking in: the place is stored and judged and the slot counted in one transaction, or neither is. A check-in that
 * nobody asked for is refused with its place, for without a duty there is no basis to collect it (DOMAIN 3.7).
 */
@ApplicationScoped
class CheckIns {

    private static final String KNOWN = "select " + Slot.COLUMNS + " from slot where id = (select slot_id from check_in"
            + " where supervisee_id = $1 and fixed_at = $2 and source_hash = $3)";
    private static final String KEEP = "insert into check_in (supervisee_id, fixed_at, source_hash, slot_id, received_at)"
            + " values ($1, $2, $3, $4, $5)";

    private static final Logger LOG = Logger.getLogger(CheckIns.class);

    private final Intake intake;
    private final Slots slots;
    private final Scope scope;
    private final PhoneClock phoneClock;
    private final Clock clock;

    CheckIns(Intake intake, Slots slots, Scope scope, PhoneClock phoneClock, Clock clock) {
        this.intake = intake;
        this.scope = scope;
        this.slots = slots;
        this.phoneClock = phoneClock;
        this.clock = clock;
    }

    /**
     * Checks in. To do the same again gives the same slot and counts nothing twice; another one in the same window is
     * kept and changes nothing.
     *
     * @param slotId for which; null for the one that is open at the time of the fix
     * @param request what is remembered, so that a repetition gets the first answer
     * @return fails with CONFLICT where nothing is asked of the person at that time, besides as {@link Intake} does
     */
    Uni<CheckInReceipt> checkIn(EnrolledDevice phone, UUID slotId, ReportedFix fix, KeyedRequest request) {
        return request.hasKey()
                ? scope.inTransaction(tx -> request.find(tx, CheckInReceipt.class))
                        .chain(known -> known.map(receipt -> Uni.createFrom().item(receipt))
                                .orElseGet(() -> take(phone, slotId, fix, request)
                                        .call(receipt -> remember(request, receipt))))
                : take(phone, slotId, fix, request);
    }

    private Uni<CheckInReceipt> take(EnrolledDevice phone, UUID slotId, ReportedFix fix, KeyedRequest request) {
        // Asked here: a lane knows no request.
        var ahead = phoneClock.ahead();
        return intake
                .takeWith(phone, fix, (tx, receivedAt) -> claim(tx, phone, request)
                        .chain(() -> count(tx, phone, slotId, fix, receivedAt, ahead)))
                .map(taken -> new CheckInReceipt(taken.result().orElseThrow(CheckIns::notAsked),
                        taken.answer().receipts().get(0), taken.answer().burst().orElse(null),
                        taken.answer().collection().orElse(null)));
    }

    /** With the slot and the fix or not at all, so that the key is never another request's meanwhile. */
    private static Uni<Void> claim(SqlConnection tx, EnrolledDevice phone, KeyedRequest request) {
        return request.hasKey()
                ? PersonScope.enter(tx, phone.superviseeId()).chain(() -> request.claim(tx))
                : Uni.createFrom().voidItem();
    }

    /** What became of a fix is known when it is stored. Should this fail, a repetition is told that it is a duplicate. */
    private Uni<Void> remember(KeyedRequest request, CheckInReceipt receipt) {
        return scope.inTransaction(tx -> request.keep(tx, receipt)).onFailure()
                .invoke(failure -> LOG.warn("the answer to a check-in is not remembered", Trace.of(failure)))
                .onFailure().recoverWithNull();
    }

    /** Under the lock of the standing, so that of two at once the second finds what the first has kept. */
    private Uni<Slot> count(SqlConnection tx, EnrolledDevice phone, UUID slotId, ReportedFix fix, Instant receivedAt,
            Duration ahead) {
        var person = phone.superviseeId();
        var madeAt = fix.fixedAt().atOffset(ZoneOffset.UTC);
        var hash = Buffer.buffer(fix.sourceHash(phone.id()));
        return tx.preparedQuery(KNOWN).execute(Tuple.of(person, madeAt, hash))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> Slot.of(row, clock.instant())).findFirst())
                .chain(known -> known.map(slot -> Uni.createFrom().item(slot)).orElseGet(() -> {
                    var attempt = Attempt.of(fix.fixedAt(), receivedAt, ahead);
                    return slots.getOpenTo(tx, person, DutyKind.CHECK_IN, slotId, attempt)
                            .invoke(open -> requireAsked(open, attempt))
                            .chain(open -> slots.count(tx, person, DutyKind.CHECK_IN, open.id(), attempt))
                            .call(slot -> tx.preparedQuery(KEEP).execute(Tuple.of(person, madeAt, hash, slot.id(),
                                    receivedAt.atOffset(ZoneOffset.UTC))));
                }));
    }

    /** In a window a second one is kept; later, what is settled asks for nothing any more. */
    private static void requireAsked(Slot slot, Attempt attempt) {
        boolean settled = switch (slot.state()) {
            case SCHEDULED, OPEN, MISSED -> false;
            case DONE, LATE, EXCUSED -> true;
        };
        if (settled && !attempt.madeAt().isBefore(slot.dueAt())) {
            throw notAsked();
        }
    }

    private static ProblemException notAsked() {
        return new ProblemException(ProblemType.CONFLICT, "Nothing is asked of you at that time.");
    }
}
