package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.sf.geographiclib.Geodesic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.geofence.Judgement.Timeliness;

class KernelTest {

    private static final Instant EIGHT = Instant.parse("2026-03-02T00:00:00Z");
    private static final WgsCoordinate HOME = new WgsCoordinate(31, 108);
    private static final WgsCoordinate AWAY = new WgsCoordinate(31, 108.1);
    private static final List<Area> PERMITTED = List.of(Area.circle(HOME, 5_000));

    private Standing standing = Standing.INITIAL;

    @Test
    void exitOpensAtTheThirdFixAfterTenMinutes() {
        assertThat(live(AWAY, 0)).isEmpty();
        assertThat(live(AWAY, 5)).isEmpty();
        assertThat(live(AWAY, 10)).containsExactly("AREA_EXIT OPENED");
    }

    @Test
    void exitOpensOnce() {
        goAway();

        assertThat(live(AWAY, 15)).isEmpty();
        assertThat(live(AWAY, 20)).isEmpty();
    }

    @Test
    void manyFixesInAMomentDoNotHoldDown() {
        for (int seconds = 0; seconds < 60; seconds++) {
            assertThat(judge(AWAY, 8, EIGHT.plusSeconds(seconds), EIGHT.plusSeconds(seconds)).transitions()).isEmpty();
        }
    }

    @Test
    void twoFixesAnHourApartDoNotHoldDown() {
        assertThat(live(AWAY, 0)).isEmpty();
        assertThat(live(AWAY, 60)).isEmpty();
    }

    @Test
    void oneFixInsideBreaksTheRow() {
        live(AWAY, 0);
        live(AWAY, 5);
        live(HOME, 7);

        assertThat(live(AWAY, 10)).isEmpty();
        assertThat(live(AWAY, 15)).isEmpty();
        assertThat(live(AWAY, 20)).containsExactly("AREA_EXIT OPENED");
    }

    @Test
    void unsureFixOpensNothingAndClearsNothing() {
        live(AWAY, 0);
        live(AWAY, 5);
        assertThat(judge(AWAY, 2_500, EIGHT.plusSeconds(600), EIGHT.plusSeconds(600)).transitions()).isEmpty();
        assertThat(live(AWAY, 12)).containsExactly("AREA_EXIT OPENED");

        assertThat(judge(HOME, 2_500, EIGHT.plusSeconds(900), EIGHT.plusSeconds(900)).transitions()).isEmpty();
        assertThat(standing.isOpen(Condition.AREA_EXIT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {2_001, 50_000})
    void fixTooCoarseToDecideIsASignOfLife(double accuracy) {
        live(HOME, 0);

        var judgement = judge(AWAY, accuracy, EIGHT.plusSeconds(600), EIGHT.plusSeconds(600));

        assertThat(judgement.verdict().cause()).isEqualTo(Verdict.Cause.TOO_COARSE);
        assertThat(judgement.verdict().answer()).isEqualTo(Verdict.Answer.UNSURE);
        assertThat(judgement.timeliness()).isEqualTo(Timeliness.LIVE);
        assertThat(standing.lastFixAt()).contains(EIGHT.plusSeconds(600));
    }

    @Test
    void jumpThatClaimsToBeSharpOpensNothing() {
        live(HOME, 0);
        assertThat(judge(AWAY, 2, EIGHT.plusSeconds(60), EIGHT.plusSeconds(60)).transitions()).isEmpty();
        assertThat(live(HOME, 2)).isEmpty();
        assertThat(standing.tracks()).isEmpty();
    }

    /** Somebody who lives 50 m from the border, and one fix 200 m away that claims 2 m, in every direction. */
    @ParameterizedTest
    @ValueSource(ints = {0, 45, 90, 135, 180, 225, 270, 315})
    void jumpOfTwoHundredMetresThatClaimsTwoMetresOpensNothing(int azimuth) {
        var flat = place(90, 4_950);
        var jump = Geodesic.WGS84.Direct(flat.latitude(), flat.longitude(), azimuth, 200);
        for (var policy : List.of(Walk.PLAIN, Walk.PLAIN_CHECKPOINT, Policy.DEFAULT, Policy.CHECKPOINT,
                Policy.SPARSE)) {
            standing = Standing.INITIAL;
            for (int minute = 0; minute < 600; minute += 5) {
                // Once an hour, and never twice in a row.
                var at = minute % 60 == 0 ? new WgsCoordinate(jump.lat2, jump.lon2) : flat;
                var fix = new Fix(at, OptionalDouble.of(2), EIGHT.plusSeconds(60L * minute),
                        EIGHT.plusSeconds(60L * minute));
                var judgement = Kernel.judge(standing, fix, PERMITTED, policy);
                standing = judgement.next();

                assertThat(judgement.transitions()).isEmpty();
            }
        }
    }

    @Test
    void returnClearsTheExitAndASecondExitOpensAgain() {
        goAway();

        assertThat(live(HOME, 30)).containsExactly("AREA_EXIT CLEARED");
        assertThat(live(AWAY, 40)).isEmpty();
        assertThat(live(AWAY, 45)).isEmpty();
        assertThat(live(AWAY, 50)).containsExactly("AREA_EXIT OPENED");
    }

    @Test
    void lateFixNeverRaisesLiveAlarm() {
        live(AWAY, 0);
        live(AWAY, 5);
        var before = standing;

        var judgement = judge(AWAY, 8, EIGHT.plusSeconds(600), EIGHT.plus(Duration.ofHours(3)));

        assertThat(judgement.timeliness()).isEqualTo(Timeliness.LATE);
        assertThat(judgement.verdict().answer()).isEqualTo(Verdict.Answer.OUTSIDE);
        assertThat(judgement.transitions()).isEmpty();
        assertThat(standing).isEqualTo(before);
    }

    @Test
    void fixOlderThanTheLastOneChangesNothing() {
        live(HOME, 10);
        var before = standing;

        var judgement = judge(AWAY, 8, EIGHT.plusSeconds(300), EIGHT.plusSeconds(601));

        assertThat(judgement.timeliness()).isEqualTo(Timeliness.LATE);
        assertThat(standing).isEqualTo(before);
    }

    @Test
    void sameFixAgainChangesNothing() {
        live(AWAY, 0);
        var before = standing;

        live(AWAY, 0);

        assertThat(standing).isEqualTo(before);
    }

    @Test
    void fixFromTheFutureNeverAdvancesAStanding() {
        var judgement = judge(HOME, 8, EIGHT.plusSeconds(121), EIGHT);

        assertThat(judgement.timeliness()).isEqualTo(Timeliness.FUTURE);
        assertThat(standing).isEqualTo(Standing.INITIAL);
    }

    @Test
    void clockAheadWithinToleranceIsLive() {
        assertThat(judge(HOME, 8, EIGHT.plusSeconds(120), EIGHT).timeliness()).isEqualTo(Timeliness.LIVE);
    }

    @Property(tries = 500)
    void replayGivesTheSameStandingAndOpensAndClearsInTurn(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 300) Integer> steps) {
        var transitions = new ArrayList<String>();
        var first = run(steps, transitions);

        var second = run(steps, new ArrayList<>());

        assertThat(second).isEqualTo(first);
        for (int i = 0; i < transitions.size(); i++) {
            assertThat(transitions.get(i))
                    .isEqualTo(i % 2 == 0 ? "AREA_EXIT OPENED" : "AREA_EXIT CLEARED");
        }
    }

    @Test
    void standingThatContradictsItselfIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(
                () -> new Standing(EIGHT, null, Double.NaN, null, null, Signals.NONE, List.of()));
        assertThatIllegalArgumentException().isThrownBy(
                () -> new Standing(null, null, Double.NaN, EIGHT, null, Signals.NONE, List.of()));
        assertThatIllegalArgumentException().isThrownBy(
                () -> new Track(Condition.AREA_EXIT, Optional.empty(), EIGHT, EIGHT.minusSeconds(1), 2, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Track(Condition.AREA_EXIT, Optional.empty(), EIGHT, EIGHT, 0, false));
    }

    @Test
    void policyUnderWhichOneFixWouldAlarmIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Policy(Margins.DEFAULT, 1, Duration.ZERO,
                Duration.ofMinutes(15), Duration.ofMinutes(2)));
    }

    private Standing run(List<Integer> steps, List<String> transitions) {
        var now = EIGHT;
        var state = Standing.INITIAL;
        for (int step : steps) {
            now = now.plusSeconds(step * 4L);
            var fix = new Fix(step % 5 < 3 ? AWAY : HOME, OptionalDouble.of(step % 7 == 0 ? 2_500 : 8), now, now);
            var judgement = Kernel.judge(state, fix, PERMITTED, Walk.PLAIN);
            transitions.addAll(said(judgement, Condition.AREA_EXIT));
            state = judgement.next();
        }
        return state;
    }

    private static WgsCoordinate place(double azimuth, double metres) {
        var end = Geodesic.WGS84.Direct(HOME.latitude(), HOME.longitude(), azimuth, metres);
        return new WgsCoordinate(end.lat2, end.lon2);
    }

    private void goAway() {
        live(AWAY, 0);
        live(AWAY, 5);
        live(AWAY, 10);
    }

    private List<String> live(WgsCoordinate place, int minute) {
        var at = EIGHT.plusSeconds(minute * 60L);
        return said(judge(place, 8, at, at), Condition.AREA_EXIT);
    }

    private static List<String> said(Judgement judgement, Condition condition) {
        return judgement.transitions()
                .stream()
                .filter(transition -> transition.condition() == condition)
                .map(transition -> transition.condition() + " " + transition.change())
                .toList();
    }

    private Judgement judge(WgsCoordinate place, double accuracy, Instant fixedAt, Instant receivedAt) {
        var judgement = Kernel.judge(standing, new Fix(place, OptionalDouble.of(accuracy), fixedAt, receivedAt),
                PERMITTED,
                Walk.PLAIN);
        standing = judgement.next();
        return judgement;
    }
}
