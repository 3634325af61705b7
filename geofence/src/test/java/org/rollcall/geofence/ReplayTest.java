package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.rollcall.geofence.Fix.Trigger;
import org.rollcall.geofence.Judgement.Timeliness;
import org.rollcall.geofence.Transition.Change;

/** What holds for every person, whatever their rules and fixes are. */
class ReplayTest {

    /** 1,000 lives of up to 200 fixes. */
    @Property(tries = 1_000)
    void fixesAndOneTickAtTheEndLeadToTheStandingThatTicksOnTheWayLeadTo(@ForAll long seed) {
        var life = new Life(seed);

        var withTicks = life.standing(true, new ArrayList<>());

        assertThat(StandingCodec.encode(life.standing(false, new ArrayList<>())))
                .isEqualTo(StandingCodec.encode(withTicks));
    }

    /** 1,000 lives of up to 200 fixes. */
    @Property(tries = 1_000)
    void everyConditionOpensAndClearsInTurn(@ForAll long seed) {
        var said = new ArrayList<Transition>();
        var end = new Life(seed).standing(true, said);
        Map<Object, Change> last = new HashMap<>();

        for (var transition : said) {
            var before = last.put(List.of(transition.condition(), transition.object()), transition.change());
            assertThat(transition.change()).isEqualTo(before == Change.OPENED ? Change.CLEARED : Change.OPENED);
            assertThat(transition.since()).isBeforeOrEqualTo(transition.at());
        }
        last.values().removeIf(Change.CLEARED::equals);
        assertThat(last.keySet()).containsExactlyInAnyOrderElementsOf(end.tracks()
                .stream()
                .filter(Track::open)
                .<Object>map(track -> List.of(track.condition(), track.object()))
                .toList());
    }

    /** 1,000 lives of up to 200 fixes; every judgement is made again from bytes. */
    @Property(tries = 1_000)
    void storedStandingGivesTheSameJudgementAgain(@ForAll long seed) {
        var life = new Life(seed);
        var standing = Standing.INITIAL;
        for (var fix : life.fixes) {
            var judgement = Kernel.judge(standing, fix, life.rulebook, life.policy);

            var again = Kernel.judge(StandingCodec.decode(StandingCodec.encode(standing)), fix, life.compiledAnew(),
                    life.policy);

            assertThat(again).isEqualTo(judgement);
            standing = judgement.next();
        }
    }

    /** 1,000 lives of up to 200 fixes, each sent twice and once more hours later. */
    @Property(tries = 1_000)
    void fixesSentAgainChangeNothing(@ForAll long seed) {
        var life = new Life(seed);
        var standing = Standing.INITIAL;
        for (var fix : life.fixes) {
            standing = Kernel.judge(standing, fix, life.rulebook, life.policy).next();
            var muchLater = new Fix(fix.place(), fix.accuracyMetres(), fix.fixedAt(),
                    fix.receivedAt().plus(Duration.ofHours(5)), fix.trigger(), fix.mock(), fix.speedMetresPerSecond());
            for (var again : List.of(fix, muchLater)) {
                var judgement = Kernel.judge(standing, again, life.rulebook, life.policy);

                assertThat(judgement.timeliness()).isNotEqualTo(Timeliness.LIVE);
                assertThat(judgement.next()).isSameAs(standing);
                assertThat(judgement.transitions()).isEmpty();
                assertThat(judgement.burstWanted()).isFalse();
            }
        }
    }

    /** Somebody's rules and fixes, from a seed. */
    private static final class Life {

        private final List<Rule> rules = new ArrayList<>();
        private final List<Fix> fixes = new ArrayList<>();
        private final Rulebook rulebook;
        private final Policy policy;

        Life(long seed) {
            var random = new Random(seed);
            rules.add(Rulebooks.home(Area.circle(Walk.CENTRE, 10_000)));
            for (int i = random.nextInt(4); i > 0; i--) {
                var from = Walk.minute(random.nextInt(5_000));
                rules.add(new Permission(new UUID(2, i), List.of(Area.circle(Walk.east(40_000), 10_000)),
                        Validity.between(from, from.plus(Duration.ofMinutes(1 + random.nextInt(3_000)))),
                        random.nextBoolean()
                                ? Transit.NONE
                                : Transit.anywhere(Duration.ofMinutes(random.nextInt(300)), Duration.ZERO),
                        random.nextInt(4) == 0));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                var from = Walk.minute(random.nextInt(5_000));
                rules.add(new Exclusion(new UUID(3, i), Area.circle(Walk.east(3_000 * i), 800),
                        Validity.between(from, from.plus(Duration.ofMinutes(1 + random.nextInt(3_000))))));
            }
            if (random.nextBoolean()) {
                rules.add(new Curfew(Rulebooks.CURFEW_ID, "(2026) 12", Area.circle(Walk.CENTRE, 200),
                        ZoneId.of("Asia/Shanghai"), List.of(new WeeklyWindow(DayOfWeek.of(1 + random.nextInt(7)),
                                LocalTime.of(22, 0), LocalTime.of(6, 0))),
                        Validity.ALWAYS));
            }
            rulebook = compiledAnew();
            policy = List.of(Policy.DEFAULT, Policy.SPARSE, Policy.CHECKPOINT).get(random.nextInt(3));
            makeFixes(random);
        }

        Rulebook compiledAnew() {
            return Rulebook.of(1, rules, Walk.EIGHT);
        }

        private void makeFixes(Random random) {
            double minute = 0;
            double metres = 0;
            var received = Walk.EIGHT;
            int steps = 5 + random.nextInt(200);
            for (int i = 0; i < steps; i++) {
                minute += random.nextInt(20) == 0 ? random.nextInt(1_500) : 1 + random.nextInt(30);
                metres = random.nextInt(10) == 0
                        ? random.nextInt(60_000)
                        : Math.max(0, metres + 600 * random.nextGaussian());
                var fixedAt = Walk.minute(minute);
                var lag = Duration.ofSeconds(random.nextInt(8) == 0 ? random.nextInt(2_000) : random.nextInt(10) - 5);
                var receivedAt = fixedAt.plus(lag);
                received = receivedAt.isAfter(received) ? receivedAt : received;
                fixes.add(new Fix(Walk.east(metres),
                        random.nextInt(20) == 0
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(random.nextInt(5) == 0 ? 3_000 * random.nextDouble() + 1 : 20),
                        fixedAt, received, Trigger.values()[random.nextInt(3)], random.nextInt(30) == 0,
                        OptionalDouble.empty()));
            }
        }

        Standing standing(boolean withTicks, List<Transition> said) {
            var standing = Standing.INITIAL;
            var now = Walk.EIGHT;
            for (var fix : fixes) {
                if (withTicks) {
                    for (var due = due(standing, now); due.isPresent()
                            && !due.get().isAfter(fix.receivedAt()); due = due(standing, now)) {
                        now = due.get();
                        var ticked = Kernel.tick(standing, new Tick(now), rulebook, policy);
                        standing = ticked.next();
                        said.addAll(ticked.transitions());
                    }
                }
                var judgement = Kernel.judge(standing, fix, rulebook, policy);
                standing = judgement.next();
                said.addAll(judgement.transitions());
                now = fix.receivedAt();
            }
            var ticked = Kernel.tick(standing, new Tick(now), rulebook, policy);
            said.addAll(ticked.transitions());
            return ticked.next();
        }

        private Optional<Instant> due(Standing standing, Instant now) {
            return Kernel.nextDue(standing, now, rulebook, policy);
        }
    }
}
