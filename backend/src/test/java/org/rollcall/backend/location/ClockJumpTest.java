package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/** A clock jumps, the node's or the phone's: nothing is lost or doubled, nothing is raised by it, and all goes on. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ClockJumpTest {

    @Inject
    Intake intake;
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

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(4));
    private Walker walker;

    @BeforeEach
    void somebodyAtHome() {
        clock.set(now);
        walker = new Walker(accounts, people, areas);
        take(List.of(Walker.fix(now, Walker.LAT)));
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "-PT1H"})
    void nodesClockThatJumpsRaisesNothingAndLosesNothing(Duration jump) {
        clock.set(now.plusSeconds(200).plus(jump));
        var whileWrong = take(away(0));

        assertThat(whileWrong).containsOnly(Disposition.STORED);
        assertThat(walker.count("select count(*) from alert where supervisee_id = ?", walker.person)).isZero();
        replay.assertStandingIsThatOfAReplay(walker.person);

        clock.set(now.plusSeconds(600));
        take(away(0));
        take(away(400));
        assertThat(walker.history("AREA_EXIT")).as("right again, it is seen").isEqualTo("OPENED");
        assertThat(walker.fixes()).isEqualTo(9);
        replay.assertStandingIsThatOfAReplay(walker.person);
    }

    @Test
    void phonesClockThatJumpsAheadAndBackKeepsNobodyFromBeingSeen() {
        clock.set(now.plusSeconds(200));
        take(away(3_600));
        assertThat(walker.count("select count(*) from alert where supervisee_id = ?", walker.person)).isZero();

        clock.set(now.plusSeconds(600));
        take(away(400));

        assertThat(walker.history("AREA_EXIT")).isEqualTo("OPENED");
        replay.assertStandingIsThatOfAReplay(walker.person);
    }

    /** Four fixes away over 150 seconds, of somebody who moves; so many seconds later than now. */
    private List<ReportedFix> away(int later) {
        var fixes = new ArrayList<ReportedFix>();
        for (int n = 0; n < 4; n++) {
            fixes.add(Walker.fix(now.plusSeconds(later + 50 + 50L * n), Walker.AWAY + 0.001 * n));
        }
        return fixes;
    }

    private List<Disposition> take(List<ReportedFix> fixes) {
        return Walker.dispositions(Walker.await(intake.take(walker.phone, fixes)));
    }
}
