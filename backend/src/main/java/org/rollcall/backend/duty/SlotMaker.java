package org.rollcall.backend.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Ids;

/**
 * Makes each slot of each schedule, once, in the order in which they open. A schedule remembers the first slot that it has
 * not made, so that no downtime skips one and the unique key lets nobody double one. Several nodes may do this at once.
 */
@ApplicationScoped
class SlotMaker {

    private static final int SCHEDULES_A_BATCH = 100;
    private static final int SLOTS_A_SCHEDULE = 50;
    private static final String CLAIM = "select c.id, c.supervisee_id, c.kind, c.policy_version, c.opens_minute,"
            + " c.closes_minute, c.day_of_month, c.grace_seconds, upper(c.valid) as ends_at, c.next_opens_at, s.zone"
            + " from schedule c join supervisee s on s.id = c.supervisee_id"
            + " where c.next_opens_at <= $1 order by c.next_opens_at limit $2 for update of c skip locked";
    private static final String INSERT = "with made as (insert into slot (id, schedule_id, supervisee_id, kind,"
            + " policy_version, opens_at, closes_at, due_at, state) select id, $2, $3, $4, $5, opens, closes, due,"
            + " 'SCHEDULED' from unnest($1::uuid[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[])"
            + " as made (id, opens, closes, due) on conflict (schedule_id, opens_at) do nothing returning id)"
            + " insert into slot_entry (slot_id, seq, state, at) select id, 1, 'SCHEDULED', $9 from made";

    private final Pool pool;

    SlotMaker(@ReactiveDataSource("worker") Pool pool) {
        this.pool = pool;
    }

    /** Makes every slot that opens until then. */
    Uni<Void> makeUntil(Instant horizon, Instant now) {
        return pool.withTransaction(connection -> batch(connection, horizon, now))
                .chain(claimed -> claimed > 0 ? makeUntil(horizon, now) : Uni.createFrom().voidItem());
    }

    private Uni<Integer> batch(SqlConnection connection, Instant horizon, Instant now) {
        return connection.preparedQuery(CLAIM).execute(Tuple.of(utc(horizon), SCHEDULES_A_BATCH)).chain(rows -> {
            var work = Uni.createFrom().voidItem();
            for (var row : rows) {
                work = work.chain(() -> make(connection, row, horizon, now));
            }
            return work.replaceWith(rows.rowCount());
        });
    }

    private static Uni<Void> make(SqlConnection connection, Row row, Instant horizon, Instant now) {
        var recurrence = recurrence(row);
        var ends = Optional.ofNullable(row.getOffsetDateTime("ends_at")).map(OffsetDateTime::toInstant);
        var windows = new ArrayList<Window>();
        var next = recurrence.firstBetween(row.getOffsetDateTime("next_opens_at").toInstant(), ends);
        while (next.isPresent() && !next.get().opensAt().isAfter(horizon) && windows.size() < SLOTS_A_SCHEDULE) {
            windows.add(next.get());
            next = Optional.of(recurrence.after(next.get()))
                    .filter(window -> ends.map(window.opensAt()::isBefore).orElse(true));
        }
        var remember = Tuple.of(row.getUUID("id"), next.map(window -> utc(window.opensAt())).orElse(null));
        return insert(connection, row, windows, now)
                .chain(() -> connection.preparedQuery("update schedule set next_opens_at = $2 where id = $1")
                        .execute(remember))
                .replaceWithVoid();
    }

    private static Uni<Void> insert(SqlConnection connection, Row row, List<Window> windows, Instant now) {
        var tuple = Tuple.tuple().addArrayOfUUID(windows.stream().map(window -> Ids.next()).toArray(UUID[]::new))
                .addUUID(row.getUUID("id")).addUUID(row.getUUID("supervisee_id")).addString(row.getString("kind"))
                .addInteger(row.getInteger("policy_version"))
                .addArrayOfOffsetDateTime(windows.stream().map(w -> utc(w.opensAt())).toArray(OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(windows.stream().map(w -> utc(w.closesAt())).toArray(OffsetDateTime[]::new))
                .addArrayOfOffsetDateTime(windows.stream().map(w -> utc(w.dueAt())).toArray(OffsetDateTime[]::new))
                .addOffsetDateTime(utc(now));
        return connection.preparedQuery(INSERT).execute(tuple).replaceWithVoid();
    }

    static Recurrence recurrence(Row row) {
        var day = row.getShort("day_of_month");
        return new Recurrence(new TimeOfDay(row.getInteger("opens_minute")),
                new TimeOfDay(row.getInteger("closes_minute")),
                day == null ? OptionalInt.empty() : OptionalInt.of(day),
                Duration.ofSeconds(row.getInteger("grace_seconds")),
                ZoneId.of(row.getString("zone")));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
