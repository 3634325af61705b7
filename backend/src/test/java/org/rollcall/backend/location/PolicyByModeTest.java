package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.location.Walker.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;
import org.rollcall.geofence.Fix;

/** Fixes are judged by the policy that is meant for how often they come at their own time. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class PolicyByModeTest {

    @Inject
    Intake intake;
    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    TestClock clock;

    private Walker walker;
    private Instant noon;

    @BeforeEach
    void somebodyForWhomNoPolicyWasDecided() {
        noon = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(4));
        walker = new Walker(accounts, people, areas);
        accounts.update("delete from judging_assignment where supervisee_id = ?", walker.person);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void byTheMinuteAnExitTakesEightMinutesAndFiveFixesOfAPhoneThatLiesStill() {
        // Given a phone that is followed by the minute: five fixes in four minutes would be plenty at a check-in
        for (int minute = 0; minute < 5; minute++) {
            sends(minute);
        }
        assertThat(walker.history("AREA_EXIT")).isNull();

        // When it is still away after eight minutes
        sends(8);

        // Then that is an exit
        assertThat(walker.history("AREA_EXIT")).isEqualTo("OPENED");
        assertThat(policyOfTheExit()).isEqualTo(newest("CONTINUOUS"));
    }

    @Test
    void twiceAnHourTheFirstFixAsksForABurst() {
        mode("SPARSE", 1_800, noon.plus(Duration.ofDays(30)));

        assertThat(sends(0)).isPresent();
        for (double minute : new double[]{0.6, 1.2}) {
            movesOn(minute);
        }

        assertThat(walker.history("AREA_EXIT")).isEqualTo("OPENED");
        assertThat(policyOfTheExit()).isEqualTo(newest("SPARSE"));
    }

    @Test
    void byTheMinuteNoFixAsksForABurst() {
        assertThat(sends(0)).isEmpty();
    }

    @Test
    void whenTheModeEndsFixesAreJudgedAsCheckIns() {
        mode("SPARSE", 1_800, noon);

        checksInAndStays();

        assertThat(policyOfTheExit()).isEqualTo(usual());
    }

    @Test
    void outsideTheHoursOfTheModeFixesAreJudgedAsCheckIns() {
        mode("SPARSE", 1_800, noon.plus(Duration.ofDays(30)));
        // Until ten by the person's clock, where it is noon.
        accounts.update("update location_mode set hours_until_minute = 600 where supervisee_id = ?", walker.person);
        walker.bump();

        checksInAndStays();

        assertThat(policyOfTheExit()).isEqualTo(usual());
    }

    @Test
    void onceAnHourEachFixIsAsRareAsACheckIn() {
        mode("SPARSE", 3_600, noon.plus(Duration.ofDays(30)));

        checksInAndStays();

        assertThat(policyOfTheExit()).isEqualTo(usual());
    }

    private void checksInAndStays() {
        take(Walker.checkIn(clockAt(noon), Walker.AWAY));
        for (int second = 30; second <= 90; second += 30) {
            take(Walker.at(clockAt(noon.plusSeconds(second)), Walker.AWAY).trigger(Fix.Trigger.BURST).build());
        }
        assertThat(walker.history("AREA_EXIT")).isEqualTo("OPENED");
    }

    private Object usual() {
        return accounts.queryOne("select max(version) from judging_policy where usual");
    }

    private Optional<BurstRequest> sends(double minute) {
        var at = clockAt(noon.plusMillis((long) (minute * 60_000)));
        return take(Walker.fix(at, Walker.AWAY));
    }

    private void movesOn(double minute) {
        var at = clockAt(noon.plusMillis((long) (minute * 60_000)));
        take(Walker.at(at, Walker.AWAY + minute / 100).trigger(Fix.Trigger.BURST).build());
    }

    private Instant clockAt(Instant at) {
        clock.set(at);
        return at;
    }

    private Optional<BurstRequest> take(ReportedFix fix) {
        var answer = await(intake.take(walker.phone, List.of(fix)));
        assertThat(Walker.dispositions(answer)).containsExactly(Disposition.STORED);
        return answer.burst();
    }

    private void mode(String mode, int intervalSeconds, Instant until) {
        accounts.update("update location_mode set mode = ?, interval_s = ?, valid = tstzrange('2020-01-01', ?),"
                + " instruction_id = null, basis_until = null, hours_from_minute = 0, hours_until_minute = 1440,"
                + " notified_at = '2020-01-01' where supervisee_id = ?", mode, intervalSeconds,
                until.atOffset(ZoneOffset.UTC), walker.person);
        walker.bump();
    }

    private Object policyOfTheExit() {
        return accounts.queryOne("select (e.fact->>'policyVersion')::int from alert a join alert_entry e"
                + " on e.alert_id = a.id where a.supervisee_id = ? and a.code = 'AREA_EXIT' and e.kind = 'OPENED'",
                walker.person);
    }

    private Object newest(String mode) {
        return accounts.queryOne("select max(version) from judging_policy where of_mode and mode = ?", mode);
    }
}
