package org.rollcall.backend.alert;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Ids;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

/**
 * The statements that software writes alerts with, each for a whole batch. Rows are inserted and locked in the order of
 * person and cause, so that two batches never wait for one another in a circle.
 */
final class AlertRows {

    // A cause whose alert another transaction has just opened waits for it here, and then finds it there.
    private static final String OPEN = """
            insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling, opened_at,
              changed_at)
            select n.id, n.supervisee_id, s.unit_id, n.code, n.cause_key, n.severity, 'ACTIVE', 'OPEN', n.at,
              greatest($7::timestamptz, n.at)
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
              as n (id, supervisee_id, code, cause_key, severity, at)
            join supervisee s on s.id = n.supervisee_id
            order by n.supervisee_id, n.cause_key
            on conflict (supervisee_id, cause_key) where handling <> 'CLOSED' do nothing
            returning id""";
    private static final String LOCK = """
            select a.id, a.supervisee_id, a.code, a.cause_key, a.severity, a.condition
            from alert a join unnest($1::uuid[], $2::text[]) as k (supervisee_id, cause_key)
              on a.supervisee_id = k.supervisee_id and a.cause_key = k.cause_key
            where a.handling <> 'CLOSED'
            order by a.supervisee_id, a.cause_key
            for update of a""";
    private static final String CHANGE = """
            update alert a set severity = c.severity, condition = $3, changed_at = greatest(a.changed_at, $4),
              tx = pg_current_xact_id()
            from unnest($1::uuid[], $2::text[]) as c (id, severity) where a.id = c.id""";
    // A statement of its own: after the lock, so that it sees what the last holder of the lock has written.
    private static final String APPEND = """
            insert into alert_entry (alert_id, seq, kind, at, fact)
            select n.alert_id, n.nth
                + (select coalesce(max(e.seq), 0) from alert_entry e where e.alert_id = n.alert_id),
              n.kind, n.at, n.fact::jsonb
            from (select u.*, row_number() over (partition by u.alert_id order by u.ord) as nth
              from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[]) with ordinality
                as u (alert_id, kind, at, fact, ord)) as n""";

    private AlertRows() {
    }

    /** Opens what is not open; the ids of those that this has made. */
    static Uni<Set<UUID>> open(SqlConnection tx, Collection<List<Cause>> causesByKey, Instant now) {
        var firsts = causesByKey.stream().map(causes -> causes.get(0)).toList();
        var tuple = Tuple.tuple().addValue(firsts.stream().map(c -> Ids.next()).toArray(UUID[]::new))
                .addValue(firsts.stream().map(Cause::supervisee).toArray(UUID[]::new))
                .addValue(strings(firsts, c -> c.code().name())).addValue(strings(firsts, Cause::key))
                .addValue(causesByKey.stream().map(AlertRows::highest).toArray(String[]::new))
                .addValue(times(firsts, Cause::at)).addValue(utc(now));
        return tx.preparedQuery(OPEN).execute(tuple).map(rows -> {
            var made = new HashSet<UUID>();
            rows.forEach(row -> made.add(row.getUUID("id")));
            return made;
        });
    }

    private static String highest(List<Cause> causes) {
        return causes.stream().map(Cause::severity).max(Severity::compareTo).orElseThrow().name();
    }

    /** Locks the open alerts of those persons and keys. */
    static Uni<List<OpenAlert>> lock(SqlConnection tx, List<UUID> supervisees, List<String> keys, Set<UUID> fresh) {
        return tx.preparedQuery(LOCK)
                .execute(Tuple.of(supervisees.toArray(UUID[]::new), keys.toArray(String[]::new)))
                .map(rows -> list(rows, row -> new OpenAlert(row.getUUID("id"), row.getUUID("supervisee_id"),
                        AlertCode.valueOf(row.getString("code")), row.getString("cause_key"),
                        Severity.valueOf(row.getString("severity")), row.getString("condition").equals("ACTIVE"),
                        fresh.contains(row.getUUID("id")))));
    }

    /** Sets severity and condition; touches the row in any case, so that readers of changes see it. */
    static Uni<Void> change(SqlConnection tx, List<UUID> alerts, List<Severity> severities, boolean active,
            Instant now) {
        if (alerts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(CHANGE)
                .execute(Tuple.of(alerts.toArray(UUID[]::new), strings(severities, Severity::name),
                        active ? "ACTIVE" : "CLEARED", utc(now)))
                .replaceWithVoid();
    }

    /** Adds to the histories of alerts that this transaction has locked. */
    static Uni<Void> append(SqlConnection tx, List<Entry> entries) {
        return tx.preparedQuery(APPEND)
                .execute(Tuple.of(entries.stream().map(Entry::alert).toArray(UUID[]::new),
                        strings(entries, e -> e.kind().name()), times(entries, Entry::at),
                        strings(entries, e -> e.fact().encode())))
                .replaceWithVoid();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        var list = new ArrayList<T>();
        rows.forEach(row -> list.add(read.apply(row)));
        return List.copyOf(list);
    }

    static <T> String[] strings(List<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }

    static <T> OffsetDateTime[] times(List<T> values, Function<T, Instant> time) {
        return values.stream().map(value -> utc(time.apply(value))).toArray(OffsetDateTime[]::new);
    }
}
