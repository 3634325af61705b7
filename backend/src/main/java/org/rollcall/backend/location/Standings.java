package org.rollcall.backend.location;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.platform.DatabaseFailure;
import org.rollcall.geofence.StandingCodec;

/** The statements on standings and their deadlines. */
final class Standings {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)\\}");
    private static final String COLUMNS = "s.supervisee_id, s.device_kind, s.rules_version, s.judged_seq, s.format, s.state,"
            + " s.last_contact_at, s.clock_device_id, s.clock_ahead_ms, s.clock_samples, s.clock_dissent, s.clock_off_since,"
            + " s.told_version, s.told_device_id, s.told_at";
    private static final String LOCK = "select " + COLUMNS + " from standing s"
            + " join unnest($1::uuid[], $2::text[]) as k (supervisee_id, device_kind) using (supervisee_id, device_kind)"
            + " order by s.supervisee_id, s.device_kind for update of s";
    private static final String LOCK_FREE = LOCK + " skip locked";
    // Who is at work on one of them will see to its deadline; nobody waits here, so that no order is needed.
    // Those of a newer format are a newer node's; they do not stand before the others.
    private static final String DUE = "select d.supervisee_id, d.device_kind from standing_due d"
            + " join standing s using (supervisee_id, device_kind) where d.due_at <= $1 and s.format <= "
            + StandingCodec.FORMAT + " order by d.due_at, d.supervisee_id, d.device_kind limit ";
    private static final String LOCK_DUE = "with due as (" + DUE + "$2) select " + COLUMNS + " from standing s"
            + " join due using (supervisee_id, device_kind) where s.format <= " + StandingCodec.FORMAT
            + " for update of s skip locked";
    private static final String EXISTING = "select supervisee_id, device_kind from standing"
            + " where supervisee_id = any($1::uuid[])";
    // The phone's first: its row is what a bump of the version locks.
    private static final String MAKE_PHONES = "insert into standing (supervisee_id, device_kind)"
            + " select p, 'PHONE' from unnest($1::uuid[]) as p order by p on conflict do nothing";
    private static final String MAKE_OTHERS = "with phone as (select s.supervisee_id, s.rules_version from standing s"
            + " where s.supervisee_id = any($1::uuid[]) and s.device_kind = 'PHONE' order by 1 for update%s)"
            + " insert into standing (supervisee_id, device_kind, rules_version)"
            + " select k.supervisee_id, k.device_kind, phone.rules_version"
            + " from unnest($1::uuid[], $2::text[]) as k (supervisee_id, device_kind) join phone using (supervisee_id)"
            + " where k.device_kind <> 'PHONE' on conflict do nothing";
    private static final String DUES = "select supervisee_id, device_kind, due_at from standing_due"
            + " join unnest($1::uuid[], $2::text[]) as k (supervisee_id, device_kind) using (supervisee_id, device_kind)";
    private static final String POSTPONE = "update standing_due d set due_at = $2 from (" + DUE + "1) as first"
            + " where d.supervisee_id = first.supervisee_id and d.device_kind = first.device_kind";
    private static final String WRITE = write(0);
    // What both write at once; an error of one takes the other back.
    private static final String STORE = "with stored as (" + FixRows.INSERT + ") " + write(FixRows.VALUES);
    private static final String PUT_DUE = "insert into standing_due (supervisee_id, device_kind, due_at)"
            + " select * from unnest($1::uuid[], $2::text[], $3::timestamptz[]) order by 1, 2"
            + " on conflict (supervisee_id, device_kind) do update set due_at = excluded.due_at";
    private static final String DELETE_DUE = "delete from standing_due d using unnest($1::uuid[], $2::text[])"
            + " as k (supervisee_id, device_kind)"
            + " where d.supervisee_id = k.supervisee_id and d.device_kind = k.device_kind";

    private Standings() {
    }

    /**
     * Standings that were locked.
     *
     * @param known those of a format that this program reads; an older one is upgraded when it is written
     * @param newer those that a newer program has written, and that this one must not judge
     */
    record Locked(Map<StandingKey, LockedStanding> known, Set<StandingKey> newer) {}

    /** Locks them in the order of person and kind; those that do not exist yet are missing. */
    static Uni<Locked> lock(SqlConnection tx, Collection<StandingKey> keys) {
        return lock(tx, keys, false);
    }

    /** @param passingBy whether those are left out that somebody else holds, as if they did not exist */
    static Uni<Locked> lock(SqlConnection tx, Collection<StandingKey> keys, boolean passingBy) {
        return tx.preparedQuery(passingBy ? LOCK_FREE : LOCK).execute(tuple(keys)).map(rows -> {
            var known = new HashMap<StandingKey, LockedStanding>();
            var newer = new HashSet<StandingKey>();
            for (var row : rows) {
                var key = key(row);
                if (row.getInteger(4) > StandingCodec.FORMAT) {
                    newer.add(key);
                } else {
                    known.put(key, locked(key, row));
                }
            }
            return new Locked(known, newer);
        });
    }

    /** Locks some whose deadline has passed and nobody else is at work on. */
    static Uni<Map<StandingKey, LockedStanding>> lockDue(SqlConnection tx, Instant now, int most) {
        return tx.preparedQuery(LOCK_DUE).execute(Tuple.of(utc(now), most))
                .map(rows -> byKey(rows, row -> locked(key(row), row)));
    }

    /**
     * Makes those that do not exist, at the version of the person's rules. Those that exist are not touched: to insert
     * beside a row that somebody has changed and not committed would wait for them.
     *
     * @param passingBy whether those of people are left out whose phone's standing somebody holds
     */
    static Uni<Void> make(SqlConnection tx, Collection<StandingKey> keys, boolean passingBy) {
        var people = keys.stream().map(StandingKey::person).distinct().toArray(UUID[]::new);
        return tx.preparedQuery(EXISTING).execute(Tuple.of(people)).chain(rows -> {
            var absent = new HashSet<StandingKey>(keys);
            for (var person : people) {
                absent.add(new StandingKey(person, DeviceKind.PHONE));
            }
            rows.forEach(row -> absent.remove(key(row)));
            var phones = absent.stream().filter(key -> key.kind() == DeviceKind.PHONE).map(StandingKey::person)
                    .toList();
            var others = absent.stream().filter(key -> key.kind() != DeviceKind.PHONE).toList();
            return unlessEmpty(phones,
                    () -> tx.preparedQuery(MAKE_PHONES).execute(Tuple.of(phones.toArray(UUID[]::new))))
                    .chain(() -> unlessEmpty(others,
                            () -> tx.preparedQuery(MAKE_OTHERS.formatted(passingBy ? " skip locked" : ""))
                                    .execute(tuple(others))));
        });
    }

    /** Their deadlines. Read after the lock and never with it: a row that is joined to a locked one may be an old one. */
    static Uni<Map<StandingKey, Instant>> dues(SqlConnection tx, Collection<StandingKey> keys) {
        return tx.preparedQuery(DUES).execute(tuple(keys))
                .map(rows -> byKey(rows, row -> row.getOffsetDateTime("due_at").toInstant()));
    }

    /** Puts off the deadline that is the first to be looked at; how many there were: one or none. */
    static Uni<Integer> postponeFirst(SqlConnection tx, Instant now, Instant until) {
        return tx.preparedQuery(POSTPONE).execute(Tuple.of(utc(now), utc(until))).map(RowSet::rowCount);
    }

    /**
     * Writes what has changed: fixes and standings, then deadlines.
     *
     * @param fixes new ones, of these standings
     * @return fails with {@link Contention} where one is there already after all
     */
    static Uni<Void> write(SqlConnection tx, List<JudgedFix> fixes, List<StandingChange> changes) {
        var touched = changes.stream().filter(StandingChange::touched).toList();
        var put = changes.stream().filter(change -> change.dueKnown() && change.due().isPresent()).toList();
        var delete = changes.stream().filter(change -> change.dueKnown() && change.due().isEmpty()).toList();
        return rows(tx, fixes, touched)
                .chain(() -> unlessEmpty(put, () -> tx.preparedQuery(PUT_DUE)
                        .execute(tuple(keys(put)).addValue(put.stream().map(change -> utc(change.due().get()))
                                .toArray(OffsetDateTime[]::new)))))
                .chain(() -> unlessEmpty(delete,
                        () -> tx.preparedQuery(DELETE_DUE).execute(tuple(keys(delete)))));
    }

    /** A fix that is new is a standing that is touched: both in one statement. */
    private static Uni<Void> rows(SqlConnection tx, List<JudgedFix> fixes, List<StandingChange> touched) {
        return fixes.isEmpty()
                ? unlessEmpty(touched, () -> tx.preparedQuery(WRITE).execute(written(Tuple.tuple(), touched)))
                : tx.preparedQuery(STORE).execute(written(FixRows.tuple(fixes), touched))
                        .onFailure(DatabaseFailure::isNotUnique)
                        .transform(there -> new Contention("a fix is there already that was taken for new"))
                        .replaceWithVoid();
    }

    /** @param offset how many values come before */
    private static String write(int offset) {
        return ("update standing s set judged_seq = n.judged_seq, format = {6}, state = n.state,"
                + " refused_count = s.refused_count + n.refused, surplus_count = s.surplus_count + n.surplus,"
                + " last_contact_at = greatest(s.last_contact_at, n.contact_at), clock_device_id = n.clock_device_id,"
                + " clock_ahead_ms = n.ahead, clock_samples = n.samples, clock_dissent = n.dissent,"
                + " clock_off_since = n.off_since, told_version = n.told, told_device_id = n.told_device_id,"
                + " told_at = n.told_at"
                + " from unnest({1}::uuid[], {2}::text[], {3}::bigint[], {4}::bytea[], {5}::int[], {7}::int[],"
                + " {8}::timestamptz[], {9}::uuid[], {10}::bigint[], {11}::int[], {12}::int[], {13}::timestamptz[],"
                + " {14}::bigint[], {15}::uuid[], {16}::timestamptz[])"
                + " as n (supervisee_id, device_kind, judged_seq, state, refused, surplus, contact_at,"
                + " clock_device_id, ahead, samples, dissent, off_since, told, told_device_id, told_at)"
                + " where s.supervisee_id = n.supervisee_id and s.device_kind = n.device_kind")
                .transform(text -> PLACE.matcher(text)
                        .replaceAll(place -> "\\$" + (offset + Integer.parseInt(place.group(1)))));
    }

    private static Tuple written(Tuple tuple, List<StandingChange> changes) {
        int rows = changes.size();
        var sequences = new Long[rows];
        var states = new Buffer[rows];
        var refused = new Integer[rows];
        var surplus = new Integer[rows];
        var contacts = new OffsetDateTime[rows];
        var clockDevices = new UUID[rows];
        var ahead = new Long[rows];
        var samples = new Integer[rows];
        var dissent = new Integer[rows];
        var offSince = new OffsetDateTime[rows];
        var told = new Long[rows];
        var toldDevices = new UUID[rows];
        var toldAt = new OffsetDateTime[rows];
        for (int row = 0; row < rows; row++) {
            var change = changes.get(row);
            var tally = change.tally();
            var clock = tally.clock();
            sequences[row] = change.judgedSeq();
            states[row] = Buffer.buffer(StandingCodec.encode(change.next()));
            refused[row] = tally.refused();
            surplus[row] = tally.surplus();
            contacts[row] = utc(tally.contactAt());
            clockDevices[row] = clock.device().orElse(null);
            ahead[row] = clock.aheadMillis();
            samples[row] = clock.samples();
            dissent[row] = clock.dissent();
            offSince[row] = utc(clock.offSince());
            told[row] = tally.told().version();
            toldDevices[row] = tally.told().device().orElse(null);
            toldAt[row] = utc(tally.told().at());
        }
        return named(tuple, keys(changes)).addValue(sequences).addValue(states).addValue(refused)
                .addInteger(StandingCodec.FORMAT).addValue(surplus).addValue(contacts).addValue(clockDevices)
                .addValue(ahead).addValue(samples).addValue(dissent).addValue(offSince).addValue(told)
                .addValue(toldDevices).addValue(toldAt);
    }

    private static OffsetDateTime utc(Optional<Instant> instant) {
        return instant.isPresent() ? utc(instant.get()) : null;
    }

    private static Uni<Void> unlessEmpty(List<?> rows, java.util.function.Supplier<Uni<RowSet<Row>>> statement) {
        return rows.isEmpty() ? Uni.createFrom().voidItem() : statement.get().replaceWithVoid();
    }

    private static List<StandingKey> keys(List<StandingChange> changes) {
        return changes.stream().map(StandingChange::key).toList();
    }

    private static Tuple tuple(Collection<StandingKey> keys) {
        return named(Tuple.tuple(), keys);
    }

    private static Tuple named(Tuple tuple, Collection<StandingKey> keys) {
        var people = new UUID[keys.size()];
        var kinds = new String[keys.size()];
        int row = 0;
        for (var key : keys) {
            people[row] = key.person();
            kinds[row++] = key.kind().name();
        }
        return tuple.addValue(people).addValue(kinds);
    }

    private static <T> Map<StandingKey, T> byKey(RowSet<Row> rows, Function<Row, T> read) {
        var map = new HashMap<StandingKey, T>();
        rows.forEach(row -> map.put(key(row), read.apply(row)));
        return map;
    }

    private static StandingKey key(Row row) {
        return new StandingKey(row.getUUID(0), DeviceKind.valueOf(row.getString(1)));
    }

    /** By the places of {@link #COLUMNS}: to look for each by its name is to go through all of them. */
    private static LockedStanding locked(StandingKey key, Row row) {
        return new LockedStanding(key, row.getLong(2), row.getLong(3),
                StandingCodec.decode(row.getBuffer(5).getBytes()),
                instant(row.getOffsetDateTime(6)),
                new DeviceClock(Optional.ofNullable(row.getUUID(7)), row.getLong(8), row.getInteger(9),
                        row.getInteger(10), instant(row.getOffsetDateTime(11))),
                new Told(row.getLong(12), Optional.ofNullable(row.getUUID(13)), instant(row.getOffsetDateTime(14))));
    }

    private static Optional<Instant> instant(OffsetDateTime time) {
        return time == null ? Optional.empty() : Optional.of(time.toInstant());
    }

    /** The clock in a row that has its columns. */
    static DeviceClock clock(Row row) {
        return new DeviceClock(Optional.ofNullable(row.getUUID("clock_device_id")), row.getLong("clock_ahead_ms"),
                row.getInteger("clock_samples"), row.getInteger("clock_dissent"),
                Optional.ofNullable(row.getOffsetDateTime("clock_off_since")).map(OffsetDateTime::toInstant));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
