package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/**
 * Two nodes at work on the same people, stopped between lock, reading, insert, write and commit in every order that a seed
 * gives. {@code -Drollcall.schedules=1000} runs the thousand; the usual run fewer.
 */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class SeededSchedulesTest {

    private static final int SCHEDULES = Integer.getInteger("rollcall.schedules", 60);
    private static final int PEOPLE = 2;

    @Inject
    Nodes nodes;
    @Inject
    Replay replay;
    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    TestClock clock;

    private UUID office;
    private UUID home;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** What a schedule came to. */
    private record Run(Map<UUID, Integer> sent, List<IntakeAnswer> answers, List<Throwable> refusals, String trace) {}

    @BeforeEach
    void somewhere() {
        clock.set(now);
        office = people.office();
        home = areas.circle(Walker.LON, Walker.LAT, 1_000);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void whateverTheOrderEachFixIsJudgedOnceAndEveryStandingIsThatOfAReplay() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            var run = run(seed, true);

            try {
                assertAcknowledgedOnce(run);
                assertLikeTheModel(run);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + run.trace(), e);
            }
        }
    }

    @Test
    void sameSeedIsTheSameSchedule() {
        assertThat(run(11, true).trace()).isEqualTo(run(11, true).trace()).contains("0COMMIT", "1COMMIT");
        assertThat(run(12, true).trace()).isNotEqualTo(run(11, true).trace());
    }

    /** What is held here is held by the lock: without it the same schedules break the model. */
    @Test
    void withoutTheLockTheModelIsBroken() {
        int broken = 0;
        for (long seed = 0; seed < 20; seed++) {
            try {
                assertLikeTheModel(run(seed, false));
            } catch (AssertionError e) {
                broken++;
            }
        }

        assertThat(broken).isGreaterThan(5);
    }

    private Run run(long seed, boolean locking) {
        var random = new Random(seed);
        var interleaving = new Interleaving(random, this::isBlocked);
        var answers = new CopyOnWriteArrayList<IntakeAnswer>();
        var refusals = new CopyOnWriteArrayList<Throwable>();
        var sent = new HashMap<UUID, Integer>();
        var requests = new ArrayList<Submission<Object>>();
        for (int i = 0; i < PEOPLE; i++) {
            var phone = phone();
            int fixes = 3 + random.nextInt(4);
            sent.put(phone.superviseeId(), fixes);
            cut(random, fixes).forEach(part -> requests.add(new Submission<>(phone, part, now, Optional.empty(),
                    answer -> answers.add(answer.answer()), refusals::add)));
        }
        Collections.shuffle(requests, random);
        List<List<List<Item>>> batches = List.of(new ArrayList<>(), new ArrayList<>());
        for (int from = 0; from < requests.size();) {
            int until = Math.min(requests.size(), from + 1 + (from < 2 ? 0 : random.nextInt(2)));
            batches.get(from < 2 ? from : random.nextInt(2)).add(
                    requests.subList(from, until).stream().flatMap(request -> request.items().stream()).toList());
            from = until;
        }
        interleaving.run(IntStream.range(0, 2).mapToObj(node -> {
            var processor = nodes.gated(node, interleaving, clock, locking);
            return (Uni<Void>) InTurn.each(batches.get(node), processor::process);
        }).toList());
        return new Run(sent, answers, refusals, interleaving.trace());
    }

    /** Some fixes at home and away, some sent twice, about in order, in requests of one to three. */
    private List<List<ReportedFix>> cut(Random random, int fixes) {
        var all = new ArrayList<ReportedFix>();
        for (int n = 0; n < fixes; n++) {
            var fix = Walker.fix(now.minus(Duration.ofSeconds(40L * (fixes - n))),
                    n % 5 < 2 ? Walker.LAT : Walker.AWAY);
            all.addAll(Collections.nCopies(1 + random.nextInt(2), fix));
        }
        for (int n = 1; n < all.size(); n += 2) {
            Collections.swap(all, n, n - random.nextInt(2));
        }
        var parts = new ArrayList<List<ReportedFix>>();
        for (int from = 0; from < all.size();) {
            int until = Math.min(all.size(), from + 1 + random.nextInt(3));
            parts.add(List.copyOf(all.subList(from, until)));
            from = until;
        }
        return parts;
    }

    private EnrolledDevice phone() {
        var person = people.takenIn(office);
        areas.home(person, home);
        return new EnrolledDevice(people.traccar(person).device(), person, DeviceKind.PHONE, Dialect.TRACCAR);
    }

    private boolean isBlocked(int backend) {
        return (Boolean) accounts.queryOne("select cardinality(pg_blocking_pids(?)) > 0", backend);
    }

    private static void assertAcknowledgedOnce(Run run) {
        assertThat(run.refusals()).isEmpty();
        var told = run.answers().stream().flatMap(answer -> Walker.dispositions(answer).stream()).toList();
        assertThat(told).isSubsetOf(Disposition.STORED, Disposition.DUPLICATE);
        assertThat(Collections.frequency(told, Disposition.STORED))
                .isEqualTo(run.sent().values().stream().mapToInt(Integer::intValue).sum());
    }

    /** All are there, numbered without gap or double, and judging them again gives the standing that is stored. */
    private void assertLikeTheModel(Run run) {
        run.sent().forEach((person, fixes) -> {
            assertThat(accounts.queryOne("select count(*) from fix where supervisee_id = ?", person))
                    .isEqualTo((long) fixes);
            replay.assertStandingIsThatOfAReplay(person);
        });
    }
}
