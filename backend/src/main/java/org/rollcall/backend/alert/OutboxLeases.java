package org.rollcall.backend.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.notifications.Registration;

/**
 * Takes rows of the outbox for one owner and gives them back. A lease is taken and ended in transactions of their own;
 * what is sent is sent between the two. Thread-safe.
 */
final class OutboxLeases {

    // next_at moves to the end of the lease, so that looking for what is due costs nothing for what is under way.
    private static final String TAKE = """
            with due as (
              select id from outbox
              where state = 'PENDING' and account_id is not null and next_at <= $1
                and (lease_until is null or lease_until <= $1)
              order by next_at limit $4 for update skip locked)
            update outbox o set lease_owner = $2, lease_until = $3, next_at = $3, attempt = attempt + 1
            from due where o.id = due.id
            returning o.id, o.attempt, o.message, o.created_at,
              exists (select from delivery d where d.outbox_id = o.id and d.state = 'DELIVERED') as had_it""";
    private static final String PHONES = """
            select o.id as outbox_id, r.id, r.kind, r.value, r.registered_at
            from outbox o
            join account a on a.id = o.account_id and a.disabled_at is null
            join registration r on r.account_id = o.account_id and r.disabled_at is null
            where o.id = any ($1) and not exists (select from delivery d
              where d.outbox_id = o.id and d.registration_id = r.id and d.state <> 'RETRY')
            order by r.id""";
    private static final String END = """
            update outbox set state = $4, next_at = $5, finished_at = $6, last_result = $7, lease_owner = null,
              lease_until = null
            where id = $1 and attempt = $2 and lease_owner = $3 and state = 'PENDING'""";
    // What a phone has, it has: a late writer may add that, and takes nothing back.
    private static final String DELIVERIES = """
            insert into delivery as d (outbox_id, registration_id, state, reason, attempt, channel, at)
            select $1, n.registration_id, n.state, n.reason, $2, $6, $7
            from unnest($3::uuid[], $4::text[], $5::text[]) as n (registration_id, state, reason)
            order by n.registration_id
            on conflict (outbox_id, registration_id) do update set state = excluded.state, reason = excluded.reason,
              attempt = excluded.attempt, channel = excluded.channel, at = excluded.at
            where d.state = 'RETRY'""";
    private static final String DISABLE = """
            with useless as (
              select r.id from registration r
              join unnest($1::uuid[], $2::timestamptz[]) as n (id, registered_at)
                on r.id = n.id and r.registered_at = n.registered_at
              order by r.id for update of r)
            update registration r set disabled_at = $3 from useless where r.id = useless.id
              and r.disabled_at is null""";

    private final Pool pool;
    private final String owner;

    /** @param owner who has the leases; another for each worker that there ever is */
    OutboxLeases(Pool pool, String owner) {
        this.pool = pool;
        this.owner = owner;
    }

    /** Takes at most that many of those that are due, with the phones to try. */
    Uni<List<Leased>> take(int most, Instant now, Duration lease) {
        return pool.withTransaction(tx -> tx.preparedQuery(TAKE)
                .execute(Tuple.of(AlertRows.utc(now), owner, AlertRows.utc(now.plus(lease)), most))
                .chain(taken -> phones(tx, AlertRows.list(taken, row -> row.getUUID("id")))
                        .map(phones -> AlertRows.list(taken, row -> leased(row, phones)))));
    }

    private static Uni<Map<UUID, List<Leased.Phone>>> phones(SqlConnection tx, List<UUID> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return tx.preparedQuery(PHONES).execute(Tuple.of(rows.toArray(UUID[]::new))).map(found -> {
            var phones = new HashMap<UUID, List<Leased.Phone>>();
            found.forEach(row -> phones.computeIfAbsent(row.getUUID("outbox_id"), id -> new ArrayList<>())
                    .add(new Leased.Phone(row.getUUID("id"),
                            new Registration(Registration.Kind.valueOf(row.getString("kind")), row.getString("value")),
                            row.getOffsetDateTime("registered_at").toInstant())));
            return phones;
        });
    }

    private static Leased leased(Row row, Map<UUID, List<Leased.Phone>> phones) {
        return new Leased(row.getUUID("id"), row.getInteger("attempt"), row.getJsonObject("message"),
                row.getOffsetDateTime("created_at").toInstant(), row.getBoolean("had_it"),
                List.copyOf(phones.getOrDefault(row.getUUID("id"), List.of())));
    }

    /**
     * Records what became of it.
     *
     * @return whether the lease was still this attempt's; where it was not, only what phones have taken is kept
     */
    Uni<Boolean> give(Leased leased, Ending ending, List<Tried> tried, String channel, Instant now) {
        return pool.withTransaction(tx -> end(tx, leased, ending, now)
                .call(() -> deliveries(tx, leased, ending, tried, channel, now))
                .call(() -> disable(tx, tried.stream().filter(Tried::endsRegistration).map(Tried::phone).toList(),
                        now)));
    }

    private Uni<Boolean> end(SqlConnection tx, Leased leased, Ending ending, Instant now) {
        var time = AlertRows.utc(now);
        var next = ending.again().map(time::plus).orElse(time);
        return tx.preparedQuery(END)
                .execute(Tuple.tuple().addUUID(leased.id()).addInteger(leased.attempt()).addString(owner)
                        .addString(ending.state().name()).addOffsetDateTime(next)
                        .addOffsetDateTime(ending.again().isPresent() ? null : time).addString(ending.reason()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Uni<Void> deliveries(SqlConnection tx, Leased leased, Ending ending, List<Tried> tried,
            String channel, Instant now) {
        if (tried.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(DELIVERIES)
                .execute(Tuple.tuple().addUUID(leased.id()).addInteger(leased.attempt())
                        .addArrayOfUUID(tried.stream().map(each -> each.phone().id()).toArray(UUID[]::new))
                        .addArrayOfString(AlertRows.strings(tried, each -> each.state(ending).name()))
                        .addArrayOfString(AlertRows.strings(tried, each -> each.reason().orElse(null)))
                        .addString(channel).addOffsetDateTime(AlertRows.utc(now)))
                .replaceWithVoid();
    }

    private static Uni<Void> disable(SqlConnection tx, List<Leased.Phone> phones, Instant now) {
        if (phones.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(DISABLE)
                .execute(Tuple.of(phones.stream().map(Leased.Phone::id).toArray(UUID[]::new),
                        AlertRows.times(phones, Leased.Phone::registeredAt), AlertRows.utc(now)))
                .replaceWithVoid();
    }
}
