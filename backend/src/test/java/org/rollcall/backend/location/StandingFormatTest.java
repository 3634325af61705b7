package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;
import org.rollcall.geofence.StandingCodec;

/** Nodes of versions N and N+1 side by side: what a newer one has written, and what an older one has. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class StandingFormatTest {

    @Inject
    Batches batches;
    @Inject
    Intake intake;
    @Inject
    TickSweep sweep;
    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    TestClock clock;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void standingOfANewerFormatIsLeftToANewerNodeAndKeepsNobodyWaiting() {
        var newer = judged();
        var other = judged();
        written(newer, StandingCodec.FORMAT + 1);
        var answered = new CopyOnWriteArrayList<IntakeAnswer>();
        var refused = new CopyOnWriteArrayList<Throwable>();
        var batch = new ArrayList<Item>();
        for (var walker : List.of(newer, other)) {
            batch.addAll(new Submission<>(walker.phone, List.of(Walker.fix(now, Walker.AWAY)), now, Optional.empty(),
                    answer -> answered.add(answer.answer()), refused::add).items());
        }

        Walker.await(batches.process(batch));

        assertThat(refused).singleElement().isInstanceOfSatisfying(ProblemException.class,
                problem -> assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE));
        assertThat(answered).singleElement()
                .satisfies(answer -> assertThat(Walker.dispositions(answer)).containsExactly(Disposition.STORED));
        assertThat(newer.fixes()).isEqualTo(1);
        assertThat(other.fixes()).isEqualTo(2);
        assertThat(format(newer)).isEqualTo(StandingCodec.FORMAT + 1);
        assertThat(newer.count("select judged_seq from standing where supervisee_id = ?", newer.person)).isEqualTo(1);
    }

    @Test
    void deadlineOfANewerFormatIsNotThisNodesAndHidesNoOther() {
        var newer = judged();
        var other = judged();
        Walker.await(sweep.sweep(now, 100));
        written(newer, StandingCodec.FORMAT + 1);
        due(newer, "-infinity");
        due(other, "2020-01-01");

        Walker.await(sweep.sweep(now, 1));

        assertThat(dues(newer)).isEqualTo(1);
        assertThat(dues(other)).isZero();
    }

    @Test
    void standingOfTheFormatBeforeIsReadAndUpgradedByTheNextFix() {
        var walker = judged();
        written(walker, StandingCodec.FORMAT - 1);

        var answer = Walker.await(intake.take(walker.phone, List.of(Walker.fix(now, Walker.LAT))));

        assertThat(Walker.dispositions(answer)).containsExactly(Disposition.STORED);
        assertThat(format(walker)).isEqualTo(StandingCodec.FORMAT);
        assertThat(walker.count("select get_byte(state, 0)::bigint from standing where supervisee_id = ?",
                walker.person)).isEqualTo(StandingCodec.FORMAT);
        assertThat(walker.count("select judged_seq from standing where supervisee_id = ?", walker.person)).isEqualTo(2);
        assertThat(walker.verdicts()).isEqualTo("INSIDE, INSIDE");
    }

    /** Somebody with one judged fix at home. */
    private Walker judged() {
        var walker = new Walker(accounts, people, areas);
        Walker.await(intake.take(walker.phone, List.of(Walker.fix(now.minus(Duration.ofMinutes(1)), Walker.LAT))));
        return walker;
    }

    /** As if a node of another version had written the standing. */
    private void written(Walker walker, int format) {
        accounts.update("update standing set format = ?, state = set_byte(state, 0, ?) where supervisee_id = ?", format,
                format, walker.person);
    }

    private int format(Walker walker) {
        return ((Number) accounts.queryOne("select format::int from standing where supervisee_id = ?", walker.person))
                .intValue();
    }

    private void due(Walker walker, String at) {
        accounts.update("insert into standing_due (supervisee_id, device_kind, due_at) values (?, 'PHONE',"
                + " ?::timestamptz) on conflict (supervisee_id, device_kind) do update set due_at = excluded.due_at",
                walker.person, at);
    }

    private long dues(Walker walker) {
        return walker.count("select count(*) from standing_due where supervisee_id = ? and due_at <= '2020-01-01'",
                walker.person);
    }
}
