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
import java.util.Random;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/** Two nodes on one database at work on the same people: invariants 1 and 4 without a crash. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class TwoNodesTest {

    private static final int PEOPLE = 6;
    private static final int FIXES = 40;

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

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void eachFixIsThereOnceAndEveryStandingIsThatOfAReplay() {
        var noon = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(4));
        clock.set(noon.plusSeconds(FIXES * 20));
        var random = new Random(7);
        var both = List.of(nodes.intake(clock), nodes.intake(clock));
        var walkers = new ArrayList<Walker>();
        var asked = new ArrayList<Uni<IntakeAnswer>>();
        for (int i = 0; i < PEOPLE; i++) {
            var walker = new Walker(accounts, people, areas);
            walkers.add(walker);
            var sent = new ArrayList<ReportedFix>();
            for (int n = 0; n < FIXES; n++) {
                var fix = Walker.fix(noon.plusSeconds(20L * n), n % 20 < 8 ? Walker.LAT : Walker.AWAY);
                Collections.nCopies(1 + random.nextInt(3), fix).forEach(sent::add);
            }
            // Out of order, but not so much that all are late: a phone that sends by two connections.
            for (int n = 0; n + 6 < sent.size(); n += 3) {
                Collections.swap(sent, n, n + random.nextInt(6));
            }
            for (int from = 0; from < sent.size();) {
                int until = Math.min(sent.size(), from + 1 + random.nextInt(5));
                var part = List.copyOf(sent.subList(from, until));
                asked.add(both.get(random.nextInt(2)).take(walker.phone, part));
                from = until;
            }
        }

        Map<Disposition, Integer> told = new HashMap<>();
        Walker.await(Uni.combine().all().unis(asked).with(IntakeAnswer.class, answers -> answers))
                .forEach(answer -> Walker.dispositions(answer).forEach(one -> told.merge(one, 1, Integer::sum)));

        assertThat(told.get(Disposition.STORED)).isEqualTo(PEOPLE * FIXES);
        assertThat(told).containsOnlyKeys(Disposition.STORED, Disposition.DUPLICATE);
        for (var walker : walkers) {
            assertThat(walker.fixes()).isEqualTo(FIXES);
            replay.assertStandingIsThatOfAReplay(walker.person);
            assertThat(walker.count("select count(*) from alert where supervisee_id = ?", walker.person)).isEqualTo(1);
            assertThat(walker.count("select count(*) from outbox where account_id = ? and message ->> 'code'"
                    + " = 'ALERT_OPENED'", walker.officer)).isEqualTo(1);
        }
    }
}
