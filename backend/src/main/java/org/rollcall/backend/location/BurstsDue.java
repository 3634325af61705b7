package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.geofence.Fix;

/** The statements on bursts that phones were asked for and have not sent yet. */
final class BurstsDue {

    /** So much longer than the burst itself a phone has to send it. */
    static final Duration ARRIVES_WITHIN = Duration.ofMinutes(3);

    // So long after a fix that is sent again its burst still tells something of it.
    private static final Duration ASKED_AGAIN_FOR = Duration.ofMinutes(30);

    // Others hear of no burst.
    private static final Set<Dialect> ASKED = EnumSet.of(Dialect.NATIVE, Dialect.OWNTRACKS, Dialect.TRANSISTORSOFT);

    // Who has not answered yet is waited for already.
    private static final String ASK = "insert into burst_due (supervisee_id, id, fixed_at, due_at)"
            + " select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) order by 1"
            + " on conflict (supervisee_id) do nothing";
    private static final String ANSWER = "delete from burst_due b using unnest($1::uuid[], $2::timestamptz[])"
            + " as n (person, fixed_at) where b.supervisee_id = n.person and b.fixed_at <= n.fixed_at";
    // Its answer was lost: from now on there is time again, but who sends the same again and again is not waited for.
    private static final String AGAIN = "update burst_due b set due_at = greatest(b.due_at, least(n.due_at, b.fixed_at"
            + " + interval '" + ASKED_AGAIN_FOR.toMinutes() + " minutes'))"
            + " from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as n (person, fixed_at, due_at)"
            + " where b.supervisee_id = n.person and b.fixed_at <= n.fixed_at returning b.supervisee_id, b.fixed_at";
    private static final String DUE = "select supervisee_id from burst_due where due_at <= $1"
            + " order by due_at, supervisee_id limit $2";
    private static final String TAKE = "delete from burst_due b where b.supervisee_id = $1 and b.due_at <= $2"
            + " returning b.id, exists (select from collection_period c where c.supervisee_id = b.supervisee_id"
            + " and c.known_until is null and c.valid @> $2::timestamptz) as collecting";
    private static final String POSTPONE = "update burst_due set due_at = $2 where supervisee_id = $1";

    /**
     * One that was not answered in time.
     *
     * @param id of the task that it comes to
     * @param collecting whether anything may be collected of the person still
     */
    record Unanswered(UUID id, boolean collecting) {}

    private BurstsDue() {
    }

    /**
     * Notes what these fixes ask for and what they answer; costs nothing where they do neither. A phone that sent a burst
     * has answered, though its fixes were known already or more than is kept.
     *
     * @param items in the order of their time
     * @param outcomes what became of them
     */
    static Uni<Void> note(SqlConnection tx, List<Item> items, Map<Item, Outcome> outcomes, List<Judge.Result> judged) {
        var wanting = new HashMap<Item, JudgingPolicy>();
        judged.forEach(result -> result.change().burst().ifPresent(policy -> result.fixes().stream()
                .filter(fix -> fix.judgement().burstWanted()).forEach(fix -> wanting.put(fix.item(), policy))));
        var inDoubt = new TreeMap<UUID, Item>();
        var answered = new TreeMap<UUID, Instant>();
        for (var item : items) {
            var person = item.standing().person();
            if (item.standing().kind() != DeviceKind.PHONE) {
                continue;
            }
            if (item.fix().trigger() == Fix.Trigger.BURST) {
                if (answers(outcomes.get(item))) {
                    answered.put(person, item.fix().fixedAt());
                    inDoubt.remove(person);
                }
            } else if (wanting.containsKey(item) && asked(item)) {
                inDoubt.putIfAbsent(person, item);
            }
        }
        return answer(tx, answered).chain(() -> ask(tx, inDoubt, wanting));
    }

    /** What may not be collected says nothing of the person. */
    private static boolean answers(Outcome outcome) {
        return outcome.refusal() == null && outcome.disposition() != Disposition.OUTSIDE_COLLECTION;
    }

    private static boolean asked(Item item) {
        return ASKED.contains(item.submission().sender().dialect());
    }

    private static Uni<Void> answer(SqlConnection tx, Map<UUID, Instant> answered) {
        return answered.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.preparedQuery(ANSWER)
                        .execute(Tuple.of(answered.keySet().toArray(UUID[]::new),
                                answered.values().stream().map(Timestamps::utc).toArray(OffsetDateTime[]::new)))
                        .replaceWithVoid();
    }

    private static Uni<Void> ask(SqlConnection tx, Map<UUID, Item> inDoubt, Map<Item, JudgingPolicy> wanting) {
        if (inDoubt.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var people = List.copyOf(inDoubt.keySet());
        return tx.preparedQuery(ASK)
                .execute(Tuple.of(people.toArray(UUID[]::new),
                        people.stream().map(person -> Ids.next()).toArray(UUID[]::new),
                        people.stream().map(person -> Timestamps.utc(inDoubt.get(person).fix().fixedAt()))
                                .toArray(OffsetDateTime[]::new),
                        people.stream().map(inDoubt::get)
                                .map(item -> Timestamps.utc(due(item, wanting.get(item).burstWithin())))
                                .toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }

    private static Instant due(Item item, Duration within) {
        return item.receivedAt().plus(within).plus(ARRIVES_WITHIN);
    }

    /**
     * Those that were sent again and whose burst is waited for still: the answer that asked for it was lost. Costs nothing
     * where none of them can be; waits the longer for those that it gives.
     *
     * @param within how long the burst that such a fix asks for lasts
     */
    static Uni<List<Item>> askAgain(SqlConnection tx, List<Item> duplicates, Function<Item, Duration> within) {
        var recent = duplicates.stream().filter(item -> item.standing().kind() == DeviceKind.PHONE && asked(item)
                && item.fix().trigger() != Fix.Trigger.BURST
                && item.fix().fixedAt().isAfter(item.receivedAt().minus(ASKED_AGAIN_FOR))).toList();
        if (recent.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return tx.preparedQuery(AGAIN)
                .execute(Tuple.of(recent.stream().map(item -> item.standing().person()).toArray(UUID[]::new),
                        recent.stream().map(item -> Timestamps.utc(item.fix().fixedAt()))
                                .toArray(OffsetDateTime[]::new),
                        recent.stream().map(item -> Timestamps.utc(due(item, within.apply(item))))
                                .toArray(OffsetDateTime[]::new)))
                .map(rows -> {
                    var open = new HashMap<UUID, Instant>();
                    rows.forEach(row -> open.put(row.getUUID("supervisee_id"), Timestamps.instant(row, "fixed_at")));
                    return recent.stream()
                            .filter(item -> isOpen(item, open.get(item.standing().person()))).toList();
                });
    }

    /** Whether a burst is waited for since that fix or one before: of two in doubt one answer may have been heard. */
    private static boolean isOpen(Item item, Instant since) {
        return since != null && !item.fix().fixedAt().isBefore(since);
    }

    /** The people of whom some have waited for long enough. */
    static Uni<List<UUID>> listDue(SqlConnection tx, Instant now, int most) {
        return tx.preparedQuery(DUE).execute(Tuple.of(Timestamps.utc(now), most)).map(rows -> {
            var due = new ArrayList<UUID>();
            rows.forEach(row -> due.add(row.getUUID("supervisee_id")));
            return due;
        });
    }

    /** Takes away that of a person; empty where somebody did, or where it was answered meanwhile. */
    static Uni<Optional<Unanswered>> take(SqlConnection tx, UUID person, Instant now) {
        return tx.preparedQuery(TAKE).execute(Tuple.of(person, Timestamps.utc(now))).map(rows -> rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(new Unanswered(rows.iterator().next().getUUID("id"),
                        rows.iterator().next().getBoolean("collecting"))));
    }

    static Uni<Void> postpone(SqlConnection tx, UUID person, Instant until) {
        return tx.preparedQuery(POSTPONE).execute(Tuple.of(person, Timestamps.utc(until))).replaceWithVoid();
    }
}
