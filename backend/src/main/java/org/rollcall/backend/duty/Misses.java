package org.rollcall.backend.duty;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.alert.Alerts;
import org.rollcall.backend.alert.Cause;
import org.rollcall.backend.contact.Silences;
import org.rollcall.backend.supervisee.GuardianNotices;
import org.rollcall.notifications.Severity;

/**
 * States what was due and is not done: the slot becomes MISSED and its alert opens, in one transaction, and a silence
 * begins where nothing at all was heard since the window opened. Where it could not
 * be asked of the person (custody, before intake, after release, an outage of the platform when the window closed) the slot
 * is EXCUSED instead, and says why. Several nodes may do this at once; its cost grows with what is due.
 */
@ApplicationScoped
class Misses {

    /** Slots stated, by the state that they went to. */
    static final String COUNTER = "rollcall.duty.slots.stated";
    static final String STATE_TAG = "state";
    static final List<SlotState> STATED = List.of(SlotState.MISSED, SlotState.EXCUSED);

    private static final int BATCH = 200;
    private static final String CLAIM = "select id from slot where due_at <= $1 and state in ('SCHEDULED', 'OPEN')"
            + " and id" + Drain.NOT_SET_ASIDE + " order by due_at limit $2 for update skip locked";
    private static final String STATE = "with stated as (update slot s set state = case"
            + " when not collecting(s.supervisee_id, tstzrange(s.opens_at, s.closes_at)) then 'EXCUSED'"
            + " when exists (select from outage o where o.during @> s.closes_at) then 'EXCUSED' else 'MISSED' end"
            + " where s.id = any($2) returning s.*),"
            + " entered as (insert into slot_entry (slot_id, seq, state, at, reason)"
            + " select id, (select max(seq) + 1 from slot_entry where slot_id = stated.id), state, $1,"
            + " case when state = 'MISSED' then null when collecting(supervisee_id, tstzrange(opens_at, closes_at))"
            + " then 'outage of the platform' else 'outside a collection period' end from stated)"
            + " select id, supervisee_id, kind, state, opens_at, closes_at from stated";

    private final Drain drain;
    private final Alerts alerts;
    private final Silences silences;
    private final GuardianNotices guardians;
    private final MeterRegistry metrics;

    Misses(Drain drain, Alerts alerts, Silences silences, GuardianNotices guardians,
            MeterRegistry metrics) {
        this.drain = drain;
        this.alerts = alerts;
        this.silences = silences;
        this.guardians = guardians;
        this.metrics = metrics;
    }

    /** States everything that is due by then. */
    Uni<Void> stateDueBy(Instant now) {
        return drain.all(new Drain.Work<UUID>() {
            @Override
            public String name() {
                return "slot";
            }

            @Override
            public Uni<List<UUID>> claim(SqlConnection connection, int most) {
                return connection.preparedQuery(CLAIM).execute(Tuple.of(now.atOffset(ZoneOffset.UTC), most))
                        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID("id"))
                                .toList());
            }

            @Override
            public Uni<Void> settle(SqlConnection connection, List<UUID> claimed) {
                var tuple = Tuple.tuple().addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                        .addArrayOfUUID(claimed.toArray(UUID[]::new));
                return connection.preparedQuery(STATE).execute(tuple)
                        .chain(rows -> silences.missed(connection, windows(rows), now)
                                .chain(silent -> alerts.raise(connection, causes(rows, silent, now)))
                                .chain(() -> guardians.tell(connection, missing(rows),
                                        GuardianNotices.Occasion.DUTY_MISSED, now))
                                .invoke(() -> count(rows)));
            }

            @Override
            public UUID idOf(UUID claimed) {
                return claimed;
            }
        }, BATCH, now);
    }

    private void count(RowSet<Row> stated) {
        stated.forEach(row -> metrics.counter(COUNTER, STATE_TAG, row.getString("state")).increment());
    }

    private static List<Silences.Missed> windows(RowSet<Row> rows) {
        var windows = new ArrayList<Silences.Missed>();
        for (var row : rows) {
            if (row.getString("state").equals("MISSED")) {
                windows.add(new Silences.Missed(row.getUUID("supervisee_id"),
                        row.getOffsetDateTime("opens_at").toInstant()));
            }
        }
        return windows;
    }

    private static List<UUID> missing(RowSet<Row> rows) {
        return windows(rows).stream().map(Silences.Missed::person).toList();
    }

    private static List<Cause> causes(RowSet<Row> rows, List<Cause> silent, Instant now) {
        var causes = new ArrayList<Cause>(silent);
        for (var row : rows) {
            if (row.getString("state").equals("MISSED")) {
                causes.add(new Cause(row.getUUID("supervisee_id"), DutyKind.valueOf(row.getString("kind")).missed(),
                        row.getUUID("id").toString(), Severity.WARNING, now,
                        new JsonObject().put("slotId", row.getUUID("id").toString())
                                .put("opensAt", row.getOffsetDateTime("opens_at").toInstant().toString())
                                .put("closesAt", row.getOffsetDateTime("closes_at").toInstant().toString())));
            }
        }
        return causes;
    }
}
