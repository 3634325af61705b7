package org.rollcall.backend.duty;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

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
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/**
 * Who is asked what. A schedule is never changed: it is ended, and another begins, so that duties already made keep the
 * policy under which they were made (DOMAIN section 11, case 29).
 */
@ApplicationScoped
class Schedules {

    private static final int POLICY_VERSION = 1;
    private static final String INSERT = "insert into schedule (id, supervisee_id, kind, policy_version, opens_minute,"
            + " closes_minute, day_of_month, grace_seconds, valid, next_opens_at)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, tstzrange($9, $10), $11) returning " + Schedule.COLUMNS;
    private static final String END = "update schedule set valid = tstzrange(lower(valid), $2), next_opens_at = null"
            + " where id = $1 and lower(valid) < $2 and (upper_inf(valid) or upper(valid) > $2) returning "
            + Schedule.COLUMNS;
    private static final String EXCUSE = "with excused as (update slot set state = 'EXCUSED' where schedule_id = $1"
            + " and state = 'SCHEDULED' and opens_at >= $2 returning id)"
            + " insert into slot_entry (slot_id, seq, state, at, actor, reason) select id, (select max(seq) + 1"
            + " from slot_entry where slot_id = excused.id), 'EXCUSED', $2, $3, 'the schedule ended' from excused";

    private final Scope scope;
    private final SuperviseeLookup people;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Clock clock;

    Schedules(Scope scope, SuperviseeLookup people, Idempotency idempotency, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.people = people;
        this.audit = audit;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    Uni<Schedule> create(UUID person, ScheduleRequest request) {
        var now = clock.instant();
        var from = request.validFrom() == null ? now : request.validFrom();
        if (from.isBefore(now)) {
            // Nobody can do yesterday's duty.
            throw new ProblemException(ProblemType.INVALID, "validFrom lies in the past.");
        }
        if (request.validUntil() != null && !request.validUntil().isAfter(from)) {
            throw new ProblemException(ProblemType.INVALID, "validUntil is not after validFrom.");
        }
        return scope.inTransaction(transaction -> people.zone(transaction, person)
                .chain(zone -> idempotency.once(transaction, request, Schedule.class,
                        () -> insert(transaction, person, request, from, request.recurrence(zone))
                                .call(made -> audit.record(transaction,
                                        deed(scope.account(), Action.SCHEDULE_CREATED, made))))));
    }

    private static Uni<Schedule> insert(SqlConnection transaction, UUID person, ScheduleRequest request, Instant from,
            Recurrence recurrence) {
        var until = Optional.ofNullable(request.validUntil());
        var first = recurrence.firstBetween(from, until).orElseThrow(
                () -> new ProblemException(ProblemType.INVALID, "No window opens between validFrom and validUntil."));
        var tuple = Tuple.tuple().addUUID(Ids.next()).addUUID(person).addString(request.kind().name())
                .addInteger(POLICY_VERSION).addInteger(request.opens().minute()).addInteger(request.closes().minute())
                .addInteger(request.dayOfMonth()).addInteger((int) request.grace().toSeconds())
                .addOffsetDateTime(utc(from)).addOffsetDateTime(until.map(Schedules::utc).orElse(null))
                .addOffsetDateTime(utc(first.opensAt()));
        return transaction.preparedQuery(INSERT).execute(tuple).map(rows -> Schedule.of(rows.iterator().next()));
    }

    /** Ends it now: slots that are not open yet are excused, those that are stay asked. */
    Uni<Schedule> end(UUID id) {
        var now = utc(clock.instant());
        return scope.inTransaction(transaction -> transaction.preparedQuery(END).execute(Tuple.of(id, now))
                .chain(rows -> rows.rowCount() == 1
                        ? Uni.createFrom().item(Schedule.of(rows.iterator().next()))
                        : refuse(transaction, id))
                .call(() -> transaction.preparedQuery(EXCUSE).execute(Tuple.of(id, now, scope.account())))
                .call(ended -> audit.record(transaction, deed(scope.account(), Action.SCHEDULE_ENDED, ended))));
    }

    private static Uni<Schedule> refuse(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery("select from schedule where id = $1").execute(Tuple.of(id)).map(rows -> {
            throw rows.rowCount() == 0
                    ? ProblemException.notFound()
                    : new ProblemException(ProblemType.CONFLICT, "It has ended, or has not begun.");
        });
    }

    private static Deed deed(UUID actor, Action action, Schedule schedule) {
        return new Deed(actor, action, schedule.superviseeId(), Optional.empty(),
                new JsonObject().put("scheduleId", schedule.id().toString()).put("kind", schedule.kind().name()));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
