package org.rollcall.bench.alertquality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.rollcall.bench.alertquality.Watch.Diary;
import org.rollcall.bench.alertquality.Watch.Diary.Alert;
import org.rollcall.geofence.Policy;

/** What a false alert, a missed excursion and a delay are, on tracks made by hand. */
class DefinitionsTest {

    /** Crosses at minute 61, is 2 km outside from minute 63, and crosses back at minute 97. */
    private static final Truth SERIOUS = Story.outing(3_000, 32);
    private static final Excursion EXCURSION = SERIOUS.excursions().get(0);

    private final Diary diary = new Diary();

    @Test
    void truthKnowsTheCrossings() {
        assertThat(SERIOUS.excursions()).hasSize(1);
        assertThat(EXCURSION.from()).isCloseTo(61 * 60, within(2.0));
        assertThat(EXCURSION.until()).isCloseTo(97 * 60, within(2.0));
        assertThat(EXCURSION.depthMetres()).isCloseTo(2_000, within(20.0));
        assertThat(EXCURSION.serious()).isTrue();
        assertThat(SERIOUS.secondsInside()).isCloseTo(36_000 - 36 * 60, within(4.0));
    }

    @Test
    void shortOrNearExcursionIsNotSerious() {
        assertThat(Story.outing(3_000, 10).excursions()).singleElement().matches(one -> !one.serious());
        assertThat(Story.outing(1_290, 60).excursions()).singleElement().matches(one -> !one.serious());
    }

    @Test
    void alertWhileInsideIsFalse() {
        diary.add(alert(30, 35));

        var score = score(SERIOUS, false);

        assertThat(score.falseAlerts()).isEqualTo(1);
        assertThat(score.trifling()).isZero();
    }

    @Test
    void alertOnATrifleIsNeitherFalseNorCredited() {
        diary.add(alert(64, 70));

        var score = score(Story.outing(3_000, 10), false);

        assertThat(score.falseAlerts()).isZero();
        assertThat(score.trifling()).isEqualTo(1);
        assertThat(score.enough() + score.rest()).isZero();
    }

    @Test
    void alertInTheExcursionFindsItWithTheDelayOfItsReceipt() {
        diary.add(new Alert(75 * 60, 76 * 60, 98 * 60));

        var score = score(SERIOUS, true);

        assertThat(score.missed()).isZero();
        assertThat(score.enough()).isEqualTo(1);
        assertThat(score.falseAlerts()).isZero();
        assertThat(score.delays()).singleElement().satisfies(minutes -> assertThat(minutes).isCloseTo(15, within(0.1)));
    }

    @Test
    void excursionWithoutAlertIsMissed() {
        var score = score(SERIOUS, true);

        assertThat(score.missed()).isEqualTo(1);
        assertThat(score.delays()).isEmpty();
    }

    @Test
    void excursionWithoutEnoughFixesIsReportedApart() {
        var score = score(SERIOUS, false);

        assertThat(score.enough()).isZero();
        assertThat(score.missed()).isZero();
        assertThat(score.rest()).isEqualTo(1);
        assertThat(score.restFound()).isZero();
    }

    @Test
    void alertThatWasOpenBeforeFindsItWithoutADelayAndStaysFalse() {
        diary.add(alert(50, 120));

        var score = score(SERIOUS, true);

        assertThat(score.missed()).isZero();
        assertThat(score.delays()).isEmpty();
        assertThat(score.falseAlerts()).isEqualTo(1);
    }

    @Test
    void alertThatClosedBeforeTheCrossingFindsNothing() {
        diary.add(alert(50, 60.9));

        assertThat(score(SERIOUS, true).missed()).isEqualTo(1);
    }

    @Test
    void alertAfterTheReturnIsFalse() {
        diary.add(alert(97.2, 120));

        var score = score(SERIOUS, true);

        assertThat(score.missed()).isEqualTo(1);
        assertThat(score.falseAlerts()).isEqualTo(1);
    }

    @Test
    void diaryKeepsWhenAlertsOpenAndClose() {
        var detector = Common.firstFix(Story.AREA);
        for (var sighting : List.of(Story.sighting(10, 0, 10), Story.sighting(20, 1_500, 10),
                Story.sighting(30, 1_600, 10), Story.sighting(40, 0, 10), Story.sighting(50, 51, 1_500, 10))) {
            diary.show(detector, sighting);
        }

        assertThat(diary.alerts()).containsExactly(new Alert(1_200, 1_200, 2_400),
                new Alert(3_000, 3_060, Double.POSITIVE_INFINITY));
    }

    @Test
    void enoughAreAsManyAsAStillPhoneMustSendOverTheHoldDown() {
        assertThat(enough(70, 75, 80, 85, 90)).isTrue();
        assertThat(enough(70, 75, 80, 85)).isFalse();
        assertThat(enough(70, 71, 72, 73, 74)).isFalse();
        assertThat(enough(70, 71, 72, 73, 74, 78)).isTrue();
    }

    /** Else a policy would be asked for what it cannot see, or excused where it could. */
    @Test
    void fixThatCountsIsCertainlyOutsideByEveryPolicy() {
        for (var regime : Regime.values()) {
            var margins = Ours.policy(regime).margins();

            assertThat(margins.fineMetres()).isGreaterThanOrEqualTo(Evidence.USABLE_METRES);
            assertThat(margins.borderMetres() + margins.fineScale() * Evidence.USABLE_METRES)
                    .isLessThanOrEqualTo(Evidence.TELLING_METRES);
        }
    }

    @Test
    void enoughAreAsManyAsAMovingPhoneMustSendWhereTwoFixesLieApart() {
        // Both claim 10 m, and 10 m more are a movement.
        assertThat(enough(List.of(Story.sighting(70, 3_000, 10), Story.sighting(75, 3_031, 10),
                Story.sighting(80, 3_031, 10)))).isTrue();
        assertThat(enough(List.of(Story.sighting(70, 3_000, 10), Story.sighting(75, 3_029, 10),
                Story.sighting(80, 3_029, 10)))).isFalse();
    }

    @Test
    void stepOverAFixThatDoesNotCountIsNoMovement() {
        assertThat(enough(List.of(Story.sighting(70, 3_000, 10), Story.sighting(72, 3_000, 101),
                Story.sighting(75, 3_400, 10), Story.sighting(80, 3_400, 10)))).isFalse();
    }

    @Test
    void coarseLateAndMisplacedFixesDoNotCount() {
        var fixes = new ArrayList<Sighting>();
        for (double minute : new double[]{70, 75, 80, 85}) {
            fixes.add(Story.sighting(minute, 3_000, 10));
        }

        assertThat(enough(with(fixes, Story.sighting(90, 3_000, 101)))).isFalse();
        assertThat(enough(with(fixes, Story.sighting(90, 106, 3_000, 10)))).isFalse();
        assertThat(enough(with(fixes, Story.sighting(90, 500, 10)))).isFalse();
        assertThat(enough(with(fixes, Story.sighting(97.5, 3_000, 10)))).isFalse();
        assertThat(enough(with(fixes, Story.sighting(90, 3_000, 100)))).isTrue();
    }

    @Test
    void upperBoundIsTheRuleOfThreeWhereNothingHappened() {
        var score = new Score();
        score.inside(300 * 7 * Life.DAY);

        assertThat(score.falsePerWeekAtMost()).isCloseTo(0.01, within(1e-9));
        for (int i = 0; i < 39; i++) {
            score.falseAlert();
        }
        // Poisson: 39 seen, 50.9 at most (one-sided, 95 %).
        assertThat(300 * score.falsePerWeekAtMost()).isCloseTo(50.9, within(0.5));
    }

    @Test
    void scoresAddUp() {
        diary.add(alert(30, 35));
        var one = score(SERIOUS, true);

        var both = one.plus(score(SERIOUS, false));

        assertThat(both.falseAlerts()).isEqualTo(2);
        assertThat(both.missed()).isEqualTo(1);
        assertThat(both.rest()).isEqualTo(1);
        assertThat(both.personWeeks()).isEqualTo(2 * one.personWeeks());
    }

    private Score score(Truth truth, boolean enoughFixes) {
        return diary.score(truth, enoughFixes ? Set.copyOf(truth.excursions()) : Set.of());
    }

    private static Alert alert(double fromMinute, double untilMinute) {
        return new Alert(fromMinute * 60, fromMinute * 60, untilMinute * 60);
    }

    private static boolean enough(double... minutes) {
        var fixes = new ArrayList<Sighting>();
        for (double minute : minutes) {
            fixes.add(Story.sighting(minute, 3_000, 10));
        }
        return enough(fixes);
    }

    private static boolean enough(List<Sighting> fixes) {
        return new Evidence(Story.AREA, SERIOUS, Policy.DEFAULT).enough(EXCURSION, fixes);
    }

    private static List<Sighting> with(List<Sighting> fixes, Sighting last) {
        var all = new ArrayList<>(fixes);
        all.add(last);
        return all;
    }
}
