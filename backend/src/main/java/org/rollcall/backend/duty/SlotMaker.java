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
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/**
 * Makes each slot of each schedule, once, in the order in which they open. A schedule remembers the first slot that it has
 * not made, so that no downtime skips one and the unique key lets nobody double one. Several nodes may do this at once.
 */
@ApplicationScoped
class SlotMaker {

    private static final int SCHEDULES_A_BATCH = 100;
    private static final int SLOTS_A_SCHEDULE = 50;
    private static final String CLAIM = "select id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
            + " day_of_month, grace_seconds, upper(valid) as ends_at, next_opens_at from schedule"
            + " where next_opens_at <= $2 and id" + Drain.NOT_SET_ASIDE
            + " order by next_opens_at limit $3 for update skip locked";
    private static final String INSERT = "with made as (insert into slot (id, schedule_id, supervisee_id, kind,"
            + " policy_version, opens_at, closes_at, due_at, state) select id, $2, $3, $4, $5, opens, closes, due,"
            + " 'SCHEDULED' from unnest($1::uuid[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[])"
            + " as made (id, opens, closes, due) on conflict (schedule_id, opens_at) do nothing returning id)"
            + " insert into slot_entry (slot_id, seq, state, at) select id, 1, 'SCHEDULED', $9 from made";

    /** A schedule with the name of its person's zone, which may be none that this JDK knows. */
    private record Due(Row row, String zone) {}

    private final Drain drain;
    private final SuperviseeLookup people;

    SlotMaker(Drain drain, SuperviseeLookup people) {
        this.drain = drain;
        this.people = people;
    }

    /** Makes every slot that opens until then. */
    Uni<Void> makeUntil(Instant horizon, Instant now) {
        return drain.all(new Drain.Work<Due>() {
            @Override
            public String name() {
                return "schedule";
            }

            @Override
            public Uni<List<Due>> claim(SqlConnection connection, int most) {
                return SlotMaker.this.claim(connection, horizon, now, most);
            }

            @Override
            public Uni<Void> settle(SqlConnection connection, List<Due> claimed) {
                var work = Uni.createFrom().voidItem();
                for (var due : claimed) {
                    work = work.chain(() -> make(connection, due, horizon, now));
                }
                return work;
            }

            @Override
            public UUID idOf(Due due) {
                return due.row().getUUID("id");
            }
        }, SCHEDULES_A_BATCH, now);
    }

    private Uni<List<Due>> claim(SqlConnection connection, Instant horizon, Instant now, int most) {
        return connection.preparedQuery(CLAIM).execute(Tuple.of(utc(now), utc(horizon), most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
                .chain(rows -> people
                        .zoneNames(connection, rows.stream().map(row -> row.getUUID("supervisee_id")).toList())
                        .map(zones -> rows.stream().map(row -> new Due(row, zones.get(row.getUUID("supervisee_id"))))
                                .toList()));
    }

    private static Uni<Void> make(SqlConnection connection, Due due, Instant horizon, Instant now) {
        var row = due.row();
        var recurrence = recurrence(row, ZoneId.of(due.zone()));
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

    private static Recurrence recurrence(Row row, ZoneId zone) {
        var day = row.getShort("day_of_month");
        return new Recurrence(new TimeOfDay(row.getInteger("opens_minute")),
                new TimeOfDay(row.getInteger("closes_minute")),
                day == null ? OptionalInt.empty() : OptionalInt.of(day),
                Duration.ofSeconds(row.getInteger("grace_seconds")), zone);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
