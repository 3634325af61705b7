package org.rollcall.backend.location;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple2;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.access.DeviceCredentials;
import org.rollcall.backend.collection.CollectionAdvice;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * What is done with a batch in one transaction (DESIGN section 2): lock the standings, read what bears on the fixes under
 * that lock, do the work that comes with them, judge what is new, and write all of it. Thread-safe.
 *
 * <p>What is new is asked for, and not told by the insert: verdicts, numbers and lateness are columns that must be there
 * when a row is inserted, and they depend on which of the fixes are new. The lock makes that safe, since a fix of a
 * person is stored under no other; where one comes by a phone and a bracelet at once, the insert stores fewer rows than
 * it was given, and the transaction begins again.
 */
@ApplicationScoped
class BatchTransaction {

    // No policy calls a fix late that is younger.
    private static final Duration SURELY_LIVE = Duration.ofMinutes(1);
    // Apps keep what was not answered, and send it again, for as long.
    private static final Duration KEPT_BY_APPS = Duration.ofDays(14);

    private final RulesCache rules;
    private final DeviceCredentials devices;
    private final FixPartitions partitions;
    private final Quarantine quarantine;
    private final Consequences consequences;

    BatchTransaction(RulesCache rules, DeviceCredentials devices, FixPartitions partitions, Quarantine quarantine,
            Consequences consequences) {
        this.rules = rules;
        this.devices = devices;
        this.partitions = partitions;
        this.quarantine = quarantine;
        this.consequences = consequences;
    }

    /** What was read under the lock. */
    private record Known(Map<StandingKey, LockedStanding> locked, Map<StandingKey, Instant> dues,
            Map<UUID, Instant> revoked, Set<Item.Key> stored, Map<UUID, PersonRules> rules) {}

    /**
     * How who sent something should report.
     *
     * @param news whether it has not been told
     */
    private record Given(Optional<CollectionAdvice> advice, boolean news) {}

    /**
     * Does it all.
     *
     * @param items sorted by {@link Item#ORDER}
     * @return an outcome for each, true if the transaction commits; fails with {@link MissingStandings} where one must be
     *         made first
     */
    Uni<Map<Item, Outcome>> run(SqlConnection tx, List<Item> items, Caution caution) {
        var keys = items.stream().map(Item::standing).distinct().toList();
        // Down the connection together: the later ones begin when the lock is had, and see what was committed by then.
        return Uni.combine().all().unis(Standings.lock(tx, keys, caution.passingBy()), Standings.dues(tx, keys),
                devices.listRevoked(tx, items.stream().map(item -> item.submission().sender()).distinct().toList()))
                .asTuple().chain(read -> {
                    var locked = read.getItem1();
                    if (caution.mayBeMissing() && locked.known().size() + locked.newer().size() < keys.size()) {
                        return Uni.createFrom().failure(new MissingStandings(keys));
                    }
                    var ours = items.stream().filter(item -> locked.known().containsKey(item.standing())).toList();
                    return ours.isEmpty()
                            ? Uni.createFrom().item(left(items, locked))
                            : read(tx, ours, locked.known(), caution.doubting())
                                    .map(more -> new Known(locked.known(), read.getItem2(), read.getItem3(),
                                            more.getItem1(), more.getItem2()))
                                    .chain(known -> sort(tx, ours, known)
                                            .chain(sorted -> write(tx, ours, known, sorted)))
                                    .invoke(outcomes -> outcomes.putAll(left(items, locked)));
                });
    }

    /** A newer node judges some: to read its standing wrongly would be to judge wrongly ever after. Others are held. */
    private static Map<Item, Outcome> left(List<Item> items, Standings.Locked locked) {
        var outcomes = new HashMap<Item, Outcome>();
        for (var item : items) {
            if (!locked.known().containsKey(item.standing())) {
                outcomes.put(item, Outcome.left(
                        locked.newer().contains(item.standing()) ? WhyLeft.NEWER_STANDING : WhyLeft.HELD));
            }
        }
        return outcomes;
    }

    /** What depends on the standings. Queries that know nothing of one another go down the connection together. */
    private Uni<Tuple2<Set<Item.Key>, Map<UUID, PersonRules>>> read(SqlConnection tx, List<Item> items,
            Map<StandingKey, LockedStanding> locked, boolean doubting) {
        var asked = held(doubting
                ? items
                : items.stream().filter(item -> mayBeStored(item, locked.get(item.standing()))).toList());
        return Uni.combine().all().unis(FixRows.listKnown(tx, asked), rules.of(tx, locked.values())).asTuple();
    }

    /**
     * One that advances its standing is new, but for what a newer clock or policy may have kept without advancing it:
     * that the key of its row tells, and the transaction begins again. What is ahead of our clock by more than is tolerated
     * advances none, however often it comes.
     */
    private static boolean mayBeStored(Item item, LockedStanding locked) {
        var fixedAt = item.fix().fixedAt();
        return locked.standing().lastFixAt().filter(fixedAt::isAfter).isEmpty()
                || fixedAt.isBefore(item.receivedAt().minus(SURELY_LIVE))
                || fixedAt.isAfter(item.receivedAt().plus(DeviceClock.TOLERATED));
    }

    private Uni<Sorting> sort(SqlConnection tx, List<Item> items, Known known) {
        var depending = held(Sorting.listDepending(items, known.rules(), known.stored()));
        return FixRows.listAround(tx, depending, Surplus.AROUND).map(around -> new Sorting(items, known.rules(),
                known.revoked(), known.stored(), around, partitions::holds));
    }

    private List<Item> held(List<Item> items) {
        return items.stream().filter(item -> partitions.holds(item.fix().fixedAt())).toList();
    }

    private Uni<Map<Item, Outcome>> write(SqlConnection tx, List<Item> items, Known known, Sorting sorted) {
        var outcomes = sorted.outcomes();
        var results = new HashMap<Item, Object>();
        return accompany(tx, sorted.kept(), outcomes, results).chain(() -> putAside(tx, sorted.aside())).chain(() -> {
            var given = advice(items, known);
            var judged = judge(items, sorted.kept(), known, given, outcomes, results);
            advise(known, given, outcomes);
            return BurstsDue.note(tx, items, outcomes, judged)
                    .chain(() -> askAgain(tx, items, known, outcomes)).chain(() -> consequences.write(tx,
                            judged.stream().flatMap(result -> result.fixes().stream()).toList(),
                            judged.stream().map(Judge.Result::change).toList()))
                    .chain(() -> LateLooks.note(tx, judged, receivedLast(items))).replaceWith(outcomes);
        });
    }

    private static Instant receivedLast(List<Item> items) {
        return items.stream().map(Item::receivedAt).max(Instant::compareTo).orElseThrow();
    }

    /** Does the work that comes with fixes, one after the other, each so that it can be taken back alone. */
    private static Uni<Void> accompany(SqlConnection tx, List<Item> items, Map<Item, Outcome> outcomes,
            Map<Item, Object> results) {
        return InTurn.each(items.stream().filter(item -> item.submission().companion().isPresent()).toList(),
                item -> tx.query("savepoint companion").execute()
                        .chain(() -> item.submission().companion().get().run(tx, item.receivedAt()))
                        .invoke(result -> results.put(item, result))
                        .chain(() -> tx.query("release savepoint companion").execute()).replaceWithVoid()
                        .onFailure(ProblemException.class)
                        .recoverWithUni(refusal -> tx.query("rollback to savepoint companion").execute()
                                .invoke(() -> outcomes.put(item, Outcome.refused((ProblemException) refusal)))
                                .replaceWithVoid()));
    }

    private Uni<Void> putAside(SqlConnection tx, List<Item> items) {
        return InTurn.each(items, item -> quarantine.keep(tx, suspect(item, QuarantineReason.TIME_NOT_HELD)));
    }

    static ProblemException notEnrolled() {
        return new ProblemException(ProblemType.UNAUTHENTICATED, "This device is no longer enrolled.");
    }

    static Suspect suspect(Item item, QuarantineReason reason) {
        var fix = item.fix();
        var body = new JsonObject().put("fixedAt", fix.fixedAt().toString()).put("x", fix.x()).put("y", fix.y())
                .put("crs", fix.crs().name()).put("trigger", fix.trigger().name());
        fix.accuracyMetres().ifPresent(metres -> body.put("accuracyMetres", metres));
        fix.sourceKey().ifPresent(key -> body.put("sourceKey", key));
        return new Suspect(item.device(), reason, item.receivedAt(), Optional.of(fix.fixedAt()),
                body.encode().getBytes(StandardCharsets.UTF_8));
    }

    /** How phones should report from now on: all fixes of a request get the same. */
    private static Map<Submission<?>, Given> advice(List<Item> items, Known known) {
        var given = new IdentityHashMap<Submission<?>, Given>();
        for (var item : items) {
            if (!known.revoked().containsKey(item.device())) {
                given.computeIfAbsent(item.submission(), sent -> given(sent, known.locked().get(item.standing()),
                        known.rules().get(item.standing().person())));
            }
        }
        return given;
    }

    private static Given given(Submission<?> sent, LockedStanding locked, PersonRules rules) {
        var advice = rules.advice(sent.sender(), sent.receivedAt());
        return new Given(advice, advice.isPresent() && locked.newTo(sent.sender(), rules, sent.receivedAt()));
    }

    private static void advise(Known known, Map<Submission<?>, Given> given, Map<Item, Outcome> outcomes) {
        outcomes.replaceAll((item, outcome) -> {
            var own = given.get(item.submission());
            if (outcome.refusal() != null || own == null) {
                return outcome;
            }
            var told = known.locked().get(item.standing()).told();
            return outcome.with(own.advice(), own.news() || missed(outcome.disposition(), own.advice())
                    && told.at().filter(item.receivedAt().minus(KEPT_BY_APPS)::isBefore).isPresent());
        });
    }

    /** Whether who was told looks as if that answer was lost: it sends the same again, or by a timer that it should not have. */
    private static boolean missed(Disposition disposition, Optional<CollectionAdvice> advice) {
        return disposition == Disposition.DUPLICATE
                || disposition == Disposition.SURPLUS && advice.isPresent() && !advice.get().periodic();
    }

    /** What a device has been told when this has committed: nothing, where nothing may be collected by it yet. */
    private static Told told(LockedStanding locked, List<Item> heard, Map<Submission<?>, Given> given,
            Map<Item, Outcome> outcomes) {
        var told = locked.told();
        for (var item : heard) {
            var own = given.get(item.submission());
            var outcome = outcomes.get(item);
            if (outcome != null && outcome.refusal() != null || own.advice().isEmpty()) {
                continue;
            }
            if (own.news()) {
                told = new Told(locked.rulesVersion(), Optional.of(item.device()), Optional.of(item.receivedAt()));
            } else if (told.at().isEmpty()) {
                told = new Told(told.version(), told.device(), Optional.of(item.receivedAt()));
            }
        }
        return told;
    }

    private static List<Judge.Result> judge(List<Item> items, List<Item> kept, Known known,
            Map<Submission<?>, Given> given, Map<Item, Outcome> outcomes, Map<Item, Object> results) {
        var stored = new HashSet<>(known.stored());
        var fresh = new HashMap<StandingKey, List<Item>>();
        var refused = count(outcomes, Disposition.OUTSIDE_COLLECTION);
        var surplus = count(outcomes, Disposition.SURPLUS);
        // Heard of is whoever was not turned away, whatever became of the fix.
        var heard = new HashMap<StandingKey, List<Item>>();
        for (var item : items) {
            if (!known.revoked().containsKey(item.device())) {
                heard.computeIfAbsent(item.standing(), key -> new ArrayList<>(2)).add(item);
            }
        }
        for (var item : kept) {
            if (outcomes.containsKey(item)) {
                continue; // refused by its companion
            }
            if (stored.add(item.key())) {
                fresh.computeIfAbsent(item.standing(), key -> new ArrayList<>(2)).add(item);
            } else {
                outcomes.put(item, Outcome.of(Disposition.DUPLICATE).with(results.get(item)));
            }
        }
        var judged = new ArrayList<Judge.Result>();
        known.locked().forEach((key, locked) -> {
            if (heard.containsKey(key) || fresh.containsKey(key) || refused.containsKey(key)
                    || surplus.containsKey(key)) {
                var came = heard.getOrDefault(key, List.of());
                judged.add(Judge.fixes(locked, known.rules().get(key.person()), fresh.getOrDefault(key, List.of()),
                        Tally.of(locked, refused.getOrDefault(key, 0), surplus.getOrDefault(key, 0), came)
                                .with(told(locked, came, given, outcomes)),
                        Optional.ofNullable(known.dues().get(key))));
            }
        });
        for (var result : judged) {
            var policies = known.rules().get(result.change().key().person());
            result.fixes().forEach(fix -> outcomes.put(fix.item(), outcome(fix, policies)
                    .with(results.get(fix.item()))));
        }
        return judged;
    }

    private static Map<StandingKey, Integer> count(Map<Item, Outcome> outcomes, Disposition disposition) {
        var counts = new HashMap<StandingKey, Integer>();
        outcomes.forEach((item, outcome) -> {
            if (outcome.disposition() == disposition) {
                counts.merge(item.standing(), 1, Integer::sum);
            }
        });
        return counts;
    }

    private static Outcome outcome(JudgedFix fix, PersonRules rules) {
        var stored = Outcome.of(Disposition.STORED);
        return fix.judgement().burstWanted()
                ? stored.with(burst(fix.item(), rules.policyAt(fix.item().standing().kind(),
                        fix.item().fix().fixedAt())))
                : stored;
    }

    private static BurstRequest burst(Item item, JudgingPolicy policy) {
        return new BurstRequest(policy.burstFixes(), (int) policy.burstWithin().toSeconds(), item.receivedAt());
    }

    /** Who sends the same again has not heard that a burst is wanted. */
    private static Uni<Void> askAgain(SqlConnection tx, List<Item> items, Known known, Map<Item, Outcome> outcomes) {
        var duplicates = items.stream().filter(item -> outcomes.get(item).disposition() == Disposition.DUPLICATE
                && !known.revoked().containsKey(item.device())).toList();
        Function<Item, JudgingPolicy> policy = item -> known.rules().get(item.standing().person())
                .policyAt(item.standing().kind(), item.fix().fixedAt());
        return BurstsDue.askAgain(tx, duplicates, item -> policy.apply(item).burstWithin())
                .invoke(again -> again.forEach(item -> outcomes.compute(item,
                        (key, outcome) -> outcome.with(burst(item, policy.apply(item))))))
                .replaceWithVoid();
    }
}
