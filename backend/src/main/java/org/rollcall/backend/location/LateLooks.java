package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.geofence.Verdict;

/** The statements on what is to be looked at because fixes of it came late. */
final class LateLooks {

    /** So long a backlog may take to come in before it is looked at. */
    static final Duration SETTLED = Duration.ofMinutes(10);

    /** A clock that is off by a time zone or less tells a time that people can make something of. */
    private static final Duration STILL_TOLD = Duration.ofDays(1);

    private static final String NOTE = "insert into late_look as l (supervisee_id, device_kind, from_at, until_at, due_at)"
            + " select n.*, $5 from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[])"
            + " as n (person, kind, from_at, until_at) order by 1, 2"
            + " on conflict (supervisee_id, device_kind) do update set from_at = least(l.from_at, excluded.from_at),"
            + " until_at = greatest(l.until_at, excluded.until_at)";
    static final String DUE = "select supervisee_id, device_kind from late_look where due_at <= $1"
            + " order by due_at, supervisee_id, device_kind limit $2";
    private static final String CLAIM = "select from_at, until_at from late_look where supervisee_id = $1"
            + " and device_kind = $2 and due_at <= $3 for update";
    private static final String DONE = "delete from late_look where supervisee_id = $1 and device_kind = $2";
    private static final String REST = "update late_look set from_at = $3 where supervisee_id = $1 and device_kind = $2";
    private static final String POSTPONE = "update late_look set due_at = $3 where supervisee_id = $1"
            + " and device_kind = $2";

    /** A time of a person to be looked at. */
    record Span(Instant from, Instant until) {

        Span with(Instant at) {
            return new Span(at.isBefore(from) ? at : from, at.isAfter(until) ? at : until);
        }
    }

    private LateLooks() {
    }

    /** Notes what of these fixes came late, or from a clock that is ahead, and was outside; costs nothing where none did. */
    static Uni<Void> note(SqlConnection tx, List<Judge.Result> judged, Instant now) {
        var spans = new HashMap<StandingKey, Span>();
        for (var result : judged) {
            for (var fix : result.fixes()) {
                if (matters(fix)) {
                    var at = fix.item().fix().fixedAt();
                    spans.merge(result.change().key(), new Span(at, at), (known, one) -> known.with(at));
                }
            }
        }
        if (spans.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var keys = List.copyOf(spans.keySet());
        return tx.preparedQuery(NOTE)
                .execute(Tuple.tuple().addValue(keys.stream().map(StandingKey::person).toArray(UUID[]::new))
                        .addValue(keys.stream().map(key -> key.kind().name()).toArray(String[]::new))
                        .addValue(keys.stream().map(key -> Timestamps.utc(spans.get(key).from()))
                                .toArray(OffsetDateTime[]::new))
                        .addValue(keys.stream().map(key -> Timestamps.utc(spans.get(key).until()))
                                .toArray(OffsetDateTime[]::new))
                        .addOffsetDateTime(Timestamps.utc(now.plus(SETTLED))))
                .replaceWithVoid();
    }

    /** What a clock that is ahead says is no more judged live than what comes late. */
    private static boolean matters(JudgedFix fix) {
        var item = fix.item();
        return fix.late() && fix.judgement().verdict().answer() == Verdict.Answer.OUTSIDE
                && !item.fix().fixedAt().isAfter(item.receivedAt().plus(STILL_TOLD));
    }

    static Uni<List<StandingKey>> listDue(SqlConnection tx, Instant now, int most) {
        return tx.preparedQuery(DUE).execute(Tuple.of(Timestamps.utc(now), most)).map(rows -> {
            var due = new ArrayList<StandingKey>();
            rows.forEach(row -> due.add(new StandingKey(row.getUUID("supervisee_id"),
                    DeviceKind.valueOf(row.getString("device_kind")))));
            return due;
        });
    }

    /** What is still to be looked at, in a transaction that holds the standing; empty where somebody did. */
    static Uni<Optional<Span>> claim(SqlConnection tx, StandingKey key, Instant now) {
        return tx.preparedQuery(CLAIM).execute(Tuple.of(key.person(), key.kind().name(), Timestamps.utc(now)))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(new Span(Timestamps.instant(rows.iterator().next(), "from_at"),
                                Timestamps.instant(rows.iterator().next(), "until_at"))));
    }

    /** It was looked at up to that instant. */
    static Uni<Void> done(SqlConnection tx, StandingKey key, Span span, Instant upTo) {
        return upTo.isBefore(span.until())
                ? tx.preparedQuery(REST).execute(Tuple.of(key.person(), key.kind().name(), Timestamps.utc(upTo)))
                        .replaceWithVoid()
                : tx.preparedQuery(DONE).execute(Tuple.of(key.person(), key.kind().name())).replaceWithVoid();
    }

    static Uni<Void> postpone(SqlConnection tx, StandingKey key, Instant until) {
        return tx.preparedQuery(POSTPONE).execute(Tuple.of(key.person(), key.kind().name(), Timestamps.utc(until)))
                .replaceWithVoid();
    }
}
