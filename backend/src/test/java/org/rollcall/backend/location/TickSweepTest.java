package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.location.Walker.LAT;
import static org.rollcall.backend.location.Walker.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;
import org.rollcall.geofence.Policy;

/** Time passing without a fix. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class TickSweepTest {

    @Inject
    Intake intake;
    @Inject
    TickSweep sweep;
    @Inject
    @ReactiveDataSource("worker")
    Pool worker;
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
    void somebodyForWhomNothingIsDue() {
        noon = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(4));
        clock.set(noon);
        accounts.update("delete from standing_due");
        walker = new Walker(accounts, people, areas);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void aDoubtThatLastsIsSaidAfterAnHourAndOnce() {
        sweepAt(noon);
        // The circle of a base station reaches over the border.
        take(Walker.at(noon, Walker.DOUBTFUL).accuracyMetres(1_500.0).build());
        sweepAt(noon.plus(Duration.ofMinutes(59)));
        assertThat(walker.history("AREA_UNSURE")).isNull();

        sweepAt(noon.plus(Duration.ofMinutes(60)));
        sweepAt(noon.plus(Duration.ofMinutes(61)));

        assertThat(walker.history("AREA_UNSURE")).isEqualTo("OPENED");
        assertThat(walker.alert("severity", "AREA_UNSURE")).isEqualTo("INFORMATION");
        assertThat(due()).isZero();
    }

    @Test
    void aDeadlineThatAFixTookAwayIsGone() {
        sweepAt(noon);
        take(Walker.at(noon, Walker.DOUBTFUL).accuracyMetres(1_500.0).build());
        assertThat(due()).isOne();
        clock.set(noon.plusSeconds(60));

        take(Walker.fix(clock.instant(), LAT));

        assertThat(due()).isZero();
    }

    @Test
    void aReturnIsOverdueAfterTwelveHoursAndCriticalAfterADayThoughNoFixEverCame() {
        var end = noon.plus(Duration.ofHours(1));
        areas.permission(walker.person, areas.circle(117, 40, 1_000), noon.minus(Duration.ofDays(2)), end);
        walker.bump();
        sweepAt(noon);
        assertThat(accounts.queryOne("select count(*) from standing_due where supervisee_id = ? and due_at = ?",
                walker.person, end.plus(Duration.ofHours(12)).atOffset(ZoneOffset.UTC))).isEqualTo(1L);

        sweepAt(end.plus(Duration.ofHours(12)));
        assertThat(walker.alert("severity", "RETURN_OVERDUE")).isEqualTo("WARNING");
        sweepAt(end.plus(Duration.ofHours(24)));
        sweepAt(end.plus(Duration.ofHours(25)));

        assertThat(walker.history("RETURN_OVERDUE")).isEqualTo("OPENED EVIDENCE");
        assertThat(walker.alert("severity", "RETURN_OVERDUE")).isEqualTo("CRITICAL");
    }

    @Test
    void twoNodesDoItOnce() {
        take(Walker.at(noon, Walker.DOUBTFUL).accuracyMetres(1_500.0).build());
        var later = noon.plus(Duration.ofHours(2));
        clock.set(later);

        await(Uni.combine().all().unis(sweep.sweep(later, 1), sweep.sweep(later, 100), sweep.sweep(later, 7))
                .discardItems());
        sweepAt(later);

        assertThat(walker.history("AREA_UNSURE")).isEqualTo("OPENED");
    }

    @Test
    void oneThatCannotBeTickedDoesNotKeepTheOthersWaiting() {
        var broken = new Walker(accounts, people, areas);
        accounts.update("update standing set state = '\\x63' where supervisee_id = ?", broken.person);
        accounts.update(
                "update standing_due set due_at = 'epoch'::timestamptz - interval '1 day' where supervisee_id = ?",
                broken.person);
        take(Walker.at(noon, Walker.DOUBTFUL).accuracyMetres(1_500.0).build());

        sweepAt(noon.plus(Duration.ofHours(2)));

        assertThat(walker.history("AREA_UNSURE")).isEqualTo("OPENED");
        accounts.update("delete from standing_due where supervisee_id = ?", broken.person);
    }

    @Test
    void theSeededPoliciesAreThoseThatDidBest() {
        var policies = await(worker.withTransaction(tx -> new JudgingPolicies().of(tx, List.of(walker.person))))
                .get(walker.person);

        assertThat(policies.of(Optional.empty()).kernel()).isEqualTo(Policy.CHECKPOINT);
        assertThat(policies.of(Optional.of(Duration.ofMinutes(1))).kernel()).isEqualTo(Policy.DEFAULT);
        assertThat(policies.of(Optional.of(Duration.ofMinutes(15))).kernel()).isEqualTo(Policy.DEFAULT);
        assertThat(policies.of(Optional.of(Duration.ofMinutes(16))).kernel()).isEqualTo(Policy.SPARSE);
        assertThat(policies.of(Optional.of(Duration.ofMinutes(45))).kernel()).isEqualTo(Policy.SPARSE);
        assertThat(policies.of(Optional.of(Duration.ofMinutes(60))).kernel()).isEqualTo(Policy.CHECKPOINT);
        assertThat(policies.of(Optional.of(Duration.ofDays(1))).kernel()).isEqualTo(Policy.CHECKPOINT);
    }

    @Test
    void anAssignedPolicyJudgesFixesOfItsTimeOnly() {
        accounts.update(
                "insert into judging_policy select 1000 + floor(random() * 1e9)::int, 'CONTINUOUS', 90000, sharp_m,"
                        + " useless_m, accuracy_scale, hold_down_fixes, hold_down_s, live_within_s, future_tolerance_s,"
                        + " unsure_for_s, deviation_for_s, return_within_s, row_expiry_s, zone_sharp_m, zone_usable_m,"
                        + " spoof_look_back_s, spoof_threshold, spoof_mock, spoof_jump, spoof_frozen, spoof_clock, max_speed_mps,"
                        + " frozen_repeats, clock_ahead_s, bursts, burst_fixes, burst_within_s, quiet_from, quiet_until,"
                        + " critical_beyond_m, overdue_critical_s from judging_policy where version = 2");
        accounts.update("delete from judging_assignment where supervisee_id = ?", walker.person);
        accounts.update("insert into judging_assignment (id, supervisee_id, policy_version, valid, known_from)"
                + " select gen_random_uuid(), ?, max(version), tstzrange(?, null), now() from judging_policy",
                walker.person, noon.atOffset(ZoneOffset.UTC));
        walker.bump();

        await(intake.take(walker.phone, List.of(Walker.fix(noon.minusSeconds(1), Walker.AWAY),
                Walker.fix(noon, Walker.AWAY))));

        assertThat(walker.verdicts()).isEqualTo("OUTSIDE, UNSURE");
    }

    private void take(ReportedFix fix) {
        await(intake.take(walker.phone, List.of(fix)));
    }

    private void sweepAt(Instant time) {
        clock.set(time);
        await(sweep.sweep());
    }

    private long due() {
        return walker.count("select count(*) from standing_due where supervisee_id = ?", walker.person);
    }
}
