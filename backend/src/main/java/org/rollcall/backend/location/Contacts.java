package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.EnrolledDevice;

/** When devices were last heard of, and how their clocks go. Works in the caller's transaction. Thread-safe. */
@ApplicationScoped
public class Contacts {

    /**
     * What is known of the devices of one kind.
     *
     * @param lastContactAt when anything came of them, to the minute
     * @param clockAhead how far the clock is ahead; empty where it is not known
     * @param clockOffSince since when it is off by more than is tolerated
     * @param refused how many fixes came from outside a collection period, and were forgotten
     * @param surplus how many were more than the mode asks for, and were forgotten
     */
    public record DeviceContact(DeviceKind kind, Optional<Instant> lastContactAt, Optional<Duration> clockAhead,
            Optional<Instant> clockOffSince, long refused, long surplus) {}

    private static final String COLUMNS = "supervisee_id, device_kind, last_contact_at, clock_device_id, clock_ahead_ms,"
            + " clock_samples, clock_dissent, clock_off_since, refused_count, surplus_count";
    // Who is at work on a person will be done soon: nobody waits here, so that no order is needed.
    private static final String LOCK = "select supervisee_id from standing where supervisee_id = any($1::uuid[])"
            + " and device_kind = 'PHONE' order by supervisee_id for update skip locked";
    private static final String OF = "select " + COLUMNS + " from standing where supervisee_id = any($1::uuid[])"
            + " order by supervisee_id, device_kind";
    private static final String LATE = "select count(*) as fixes from fix where supervisee_id = $1 and fixed_at > $2"
            + " and fixed_at <= $3";
    private static final String HEARD = "select note_contact($1, $2, $3) from device where id = $4 and revoked_at is null";
    private static final String WATCH = "insert into watch_due (supervisee_id, due_at)"
            + " select * from unnest($1::uuid[], $2::timestamptz[]) order by 1"
            + " on conflict (supervisee_id) do update set due_at = least(watch_due.due_at, excluded.due_at)";

    private final Pool pool;

    Contacts(@ReactiveDataSource("intake") Pool pool) {
        this.pool = pool;
    }

    /** Locks the standings of those whom nobody else is at work on; the others are missing. */
    public Uni<List<UUID>> lock(SqlConnection tx, Collection<UUID> people) {
        return tx.preparedQuery(LOCK).execute(Tuple.of(people.toArray(UUID[]::new))).map(rows -> {
            var locked = new ArrayList<UUID>();
            rows.forEach(row -> locked.add(row.getUUID("supervisee_id")));
            return locked;
        });
    }

    /** What is known of the devices of those people; who has none is missing. */
    public Uni<Map<UUID, List<DeviceContact>>> of(SqlConnection tx, Collection<UUID> people) {
        return tx.preparedQuery(OF).execute(Tuple.of(people.toArray(UUID[]::new))).map(rows -> {
            var contacts = new HashMap<UUID, List<DeviceContact>>();
            rows.forEach(row -> contacts.computeIfAbsent(row.getUUID("supervisee_id"), id -> new ArrayList<>())
                    .add(contact(row)));
            return contacts;
        });
    }

    /** When any device of those people was last heard of; who never was is missing. */
    public Uni<Map<UUID, Instant>> last(SqlConnection tx, Collection<UUID> people) {
        return of(tx, people).map(contacts -> {
            var last = new HashMap<UUID, Instant>();
            contacts.forEach((person, devices) -> last(devices).ifPresent(at -> last.put(person, at)));
            return last;
        });
    }

    /** When any of these was last heard of. */
    public static Optional<Instant> last(List<DeviceContact> devices) {
        return devices.stream().flatMap(device -> device.lastContactAt().stream()).max(Instant::compareTo);
    }

    /** How many fixes of that time are stored: those that came late explain a silence. */
    public Uni<Long> fixesBetween(SqlConnection tx, UUID person, Instant after, Instant until) {
        return tx.preparedQuery(LATE).execute(Tuple.of(person, Standings.utc(after), Standings.utc(until)))
                .map(rows -> rows.iterator().next().getLong("fixes"));
    }

    /** The same of a device that counts, in a transaction of its own: what a phone that was replaced sends is no contact. */
    public Uni<Void> heard(EnrolledDevice device, Instant at) {
        return pool.preparedQuery(HEARD)
                .execute(Tuple.of(device.superviseeId(), device.kind().name(), Standings.utc(at), device.id()))
                .replaceWithVoid();
    }

    /** Notes a contact that brought no fix. Locks the standing, so that it comes before slots. */
    public Uni<Void> heard(SqlConnection tx, UUID person, DeviceKind kind, Instant at) {
        return tx.preparedQuery("select note_contact($1, $2, $3)")
                .execute(Tuple.of(person, kind.name(), Standings.utc(at))).replaceWithVoid();
    }

    /** Lets somebody look at a person then, if not before. Runs in transactions that hold the standing. */
    static Uni<Void> watch(SqlConnection tx, Map<UUID, Instant> looks) {
        if (looks.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var people = List.copyOf(looks.keySet());
        return tx.preparedQuery(WATCH)
                .execute(Tuple.of(people.toArray(UUID[]::new),
                        people.stream().map(person -> Standings.utc(looks.get(person))).toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    private static DeviceContact contact(Row row) {
        var clock = Standings.clock(row);
        return new DeviceContact(DeviceKind.valueOf(row.getString("device_kind")),
                Optional.ofNullable(row.getOffsetDateTime("last_contact_at")).map(OffsetDateTime::toInstant),
                clock.ahead(), clock.offSince(), row.getLong("refused_count"), row.getLong("surplus_count"));
    }
}
