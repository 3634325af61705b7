package org.rollcall.backend.duty;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.alert.Alerts;
import org.rollcall.backend.alert.Cause;
import org.rollcall.notifications.Severity;

/**
 * States what was due and is not done: the slot becomes MISSED and its alert opens, in one transaction. Where it could not
 * be asked of the person (custody, before intake, after release, an outage of the platform when the window closed) the slot
 * is EXCUSED instead, and says why. Several nodes may do this at once; its cost grows with what is due.
 */
@ApplicationScoped
class Misses {

    private static final int BATCH = 200;
    private static final String STATE = "with due as (select id from slot where due_at <= $1"
            + " and state in ('SCHEDULED', 'OPEN') order by due_at limit $2 for update skip locked),"
            + " stated as (update slot s set state = case"
            + " when not collecting(s.supervisee_id, tstzrange(s.opens_at, s.closes_at)) then 'EXCUSED'"
            + " when exists (select from outage o where o.during @> s.closes_at) then 'EXCUSED' else 'MISSED' end"
            + " from due where s.id = due.id returning s.*),"
            + " entered as (insert into slot_entry (slot_id, seq, state, at, reason)"
            + " select id, (select max(seq) + 1 from slot_entry where slot_id = stated.id), state, $1,"
            + " case when state = 'MISSED' then null when collecting(supervisee_id, tstzrange(opens_at, closes_at))"
            + " then 'outage of the platform' else 'outside a collection period' end from stated)"
            + " select id, supervisee_id, kind, state, opens_at, closes_at from stated";

    private final Pool pool;
    private final Alerts alerts;

    Misses(@ReactiveDataSource("worker") Pool pool, Alerts alerts) {
        this.pool = pool;
        this.alerts = alerts;
    }

    /** States everything that is due by then. */
    Uni<Void> stateDueBy(Instant now) {
        return pool.withTransaction(connection -> batch(connection, now))
                .chain(stated -> stated > 0 ? stateDueBy(now) : Uni.createFrom().voidItem());
    }

    private Uni<Integer> batch(SqlConnection connection, Instant now) {
        return connection.preparedQuery(STATE).execute(Tuple.of(now.atOffset(ZoneOffset.UTC), BATCH))
                .chain(rows -> alerts.raise(connection, causes(rows, now)).replaceWith(rows.rowCount()));
    }

    private static List<Cause> causes(RowSet<Row> rows, Instant now) {
        var causes = new ArrayList<Cause>();
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
