package org.rollcall.backend.contact;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Timestamps;

/** The statements on looks that are due. */
final class WatchRows {

    static final String DUE = "select supervisee_id from watch_due where due_at <= $1 order by due_at, supervisee_id limit $2";
    // Under the lock of the standing: somebody may have looked meanwhile.
    private static final String STILL_DUE = "select supervisee_id, looked_at from watch_due"
            + " where supervisee_id = any($1::uuid[]) and due_at <= $2";
    // Who has nothing to be looked for keeps the row: the end of time is never due.
    private static final String DONE = "update watch_due w set due_at = n.due_at, looked_at = $3"
            + " from unnest($1::uuid[], $2::timestamptz[]) as n (person, due_at) where w.supervisee_id = n.person";
    private static final String POSTPONE = "update watch_due set due_at = $2 where supervisee_id = any($1::uuid[])";
    private static final OffsetDateTime NEVER = OffsetDateTime.parse("9999-12-31T00:00:00Z");

    private WatchRows() {
    }

    static Uni<List<UUID>> listDue(SqlConnection tx, Instant now, int most) {
        return tx.preparedQuery(DUE).execute(Tuple.of(Timestamps.utc(now), most)).map(rows -> {
            var due = new ArrayList<UUID>();
            rows.forEach(row -> due.add(row.getUUID("supervisee_id")));
            return due;
        });
    }

    /** Those that are still due, and until when what ended has been seen to. */
    static Uni<Map<UUID, Optional<Instant>>> stillDue(SqlConnection tx, List<UUID> people, Instant now) {
        return tx.preparedQuery(STILL_DUE).execute(Tuple.of(people.toArray(UUID[]::new), Timestamps.utc(now)))
                .map(rows -> {
                    Map<UUID, Optional<Instant>> due = new TreeMap<>();
                    rows.forEach(row -> due.put(row.getUUID("supervisee_id"),
                            Optional.ofNullable(Timestamps.instant(row, "looked_at"))));
                    return due;
                });
    }

    static Uni<Void> done(SqlConnection tx, Map<UUID, Optional<Instant>> next, Instant now) {
        var people = List.copyOf(new HashMap<>(next).keySet());
        return tx.preparedQuery(DONE)
                .execute(Tuple.of(people.toArray(UUID[]::new),
                        people.stream().map(person -> next.get(person).map(Timestamps::utc).orElse(NEVER))
                                .toArray(OffsetDateTime[]::new),
                        Timestamps.utc(now)))
                .replaceWithVoid();
    }

    /** Lets somebody look now: before the silence is ended, in the order of locks. */
    static Uni<Void> wake(SqlConnection tx, UUID person, Instant now) {
        return tx.preparedQuery("update watch_due set due_at = least(due_at, $2) where supervisee_id = $1")
                .execute(Tuple.of(person, Timestamps.utc(now))).replaceWithVoid();
    }

    static Uni<Void> postpone(SqlConnection tx, UUID person, Instant until) {
        return tx.preparedQuery(POSTPONE).execute(Tuple.of(new UUID[]{person}, Timestamps.utc(until)))
                .replaceWithVoid();
    }
}
