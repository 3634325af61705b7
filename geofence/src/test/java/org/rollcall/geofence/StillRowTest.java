package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.geofence.Fix.Trigger;

/** What tells somebody who is away from a phone that is stuck: rows in which nothing moves take more fixes. */
class StillRowTest {

    private static final HomeArea HOME = Rulebooks.home(Area.circle(Walk.CENTRE, 1_000));
    private static final List<String> EXIT = List.of("AREA_EXIT OPENED HELD");

    private final Walk walk = new Walk(Policy.DEFAULT, HOME);

    @Test
    void movingRowOpensAtTheThirdFix() {
        assertThat(walk.at(Walk.east(3_000), 10, 0)).isEmpty();
        assertThat(walk.at(Walk.east(3_200), 10, 5)).isEmpty();
        assertThat(walk.at(Walk.east(3_200), 10, 10)).isEqualTo(EXIT);
    }

    @Test
    void stickyErrorOfFourFixesOpensNothing() {
        for (int i = 0; i < 4; i++) {
            assertThat(walk.at(Walk.east(3_000 + i), 10, 5 * i)).isEmpty();
        }
        walk.at(Walk.CENTRE, 10, 20);

        assertThat(walk.standing().tracks()).isEmpty();
    }

    @Test
    void stillRowOpensAtTheFifthFix() {
        for (int i = 0; i < 4; i++) {
            assertThat(walk.at(Walk.east(3_000), 10, 5 * i)).isEmpty();
        }

        assertThat(walk.at(Walk.east(3_000), 10, 20)).isEqualTo(EXIT);
    }

    @Test
    void stepWithinBothAccuraciesAndTenMetresIsNoMovement() {
        walk.at(Walk.east(3_000), 30, 0);
        walk.at(Walk.east(3_068), 30, 5);
        assertThat(walk.at(Walk.east(3_000), 30, 10)).isEmpty();

        assertThat(walk.at(Walk.east(3_072), 30, 15)).isEqualTo(EXIT);
    }

    @Test
    void stepOverADoubtfulFixIsNoMovement() {
        walk.at(Walk.east(3_000), 10, 0);
        walk.at(Walk.east(3_500), 1_900, 5);
        walk.at(Walk.east(4_000), 10, 10);

        assertThat(walk.at(Walk.east(4_000), 10, 15)).isEmpty();
    }

    @Test
    void rowThatMovedOnceStaysMoved() {
        walk.at(Walk.east(3_000), 10, 0);
        walk.at(Walk.east(4_000), 10, 1);
        walk.at(Walk.east(4_000), 10, 2);

        assertThat(walk.at(Walk.east(4_000), 10, 8)).isEqualTo(EXIT);
    }

    @Test
    void newRowForgetsThatTheOldOneMoved() {
        walk.at(Walk.east(3_000), 10, 0);
        walk.at(Walk.east(4_000), 10, 5);
        walk.at(Walk.CENTRE, 10, 10);
        walk.at(Walk.east(3_000), 10, 15);
        walk.at(Walk.east(3_000), 10, 20);

        assertThat(walk.at(Walk.east(3_000), 10, 25)).isEmpty();
    }

    @Test
    void stillCheckInTakesItsWholeBurst() {
        var checkIns = new Walk(Policy.CHECKPOINT, HOME);
        checkIns.at(Walk.fix(Walk.east(3_000), 10, 0, Trigger.CHECK_IN));
        assertThat(checkIns.last().burstWanted()).isTrue();
        checkIns.at(Walk.fix(Walk.east(3_000), 10, 0.5, Trigger.BURST));
        assertThat(checkIns.at(Walk.fix(Walk.east(3_000), 10, 1.2, Trigger.BURST))).isEmpty();

        assertThat(checkIns.at(Walk.fix(Walk.east(3_000), 10, 1.9, Trigger.BURST))).isEqualTo(EXIT);
    }

    @Test
    void burstShowsThatASparsePhoneMoves() {
        var sparse = new Walk(Policy.SPARSE, HOME);
        sparse.at(Walk.east(3_000), 10, 0);
        assertThat(sparse.last().burstWanted()).isTrue();
        sparse.at(Walk.fix(Walk.east(3_400), 10, 0.6, Trigger.BURST));

        assertThat(sparse.at(Walk.fix(Walk.east(3_800), 10, 1.2, Trigger.BURST))).isEqualTo(EXIT);
    }

    /** Seen in the alert-quality benchmark, people of seed 3003: an excursion of five fixes of the schedule was missed. */
    @Test
    void sparseRowThatBeganInAnotherRowsBurstAsksForItsOwn() {
        var sparse = new Walk(Policy.SPARSE, HOME);
        sparse.at(Walk.east(3_000), 1_500, 0);
        assertThat(sparse.last().verdict().answer()).isEqualTo(Verdict.Answer.UNSURE);
        sparse.at(Walk.fix(Walk.east(3_000), 10, 0.6, Trigger.BURST));
        sparse.at(Walk.fix(Walk.east(3_000), 1_500, 1.2, Trigger.BURST));

        sparse.at(Walk.east(3_000), 10, 30);

        assertThat(sparse.last().burstWanted()).isTrue();
    }

    @Test
    void sparseRowWhoseBurstWasLostAsksAgain() {
        var sparse = new Walk(Policy.SPARSE, HOME);
        sparse.at(Walk.east(3_000), 10, 0);

        sparse.at(Walk.east(3_000), 10, 30);

        assertThat(sparse.last().burstWanted()).isTrue();
    }

    @Test
    void sparseRowThatHasItsBurstAsksForNoOther() {
        var sparse = new Walk(Policy.SPARSE, HOME);
        sparse.at(Walk.east(3_000), 10, 0);
        for (double minute : new double[]{0.6, 1.2, 1.8}) {
            sparse.at(Walk.fix(Walk.east(3_000), 10, minute, Trigger.BURST));
        }

        sparse.at(Walk.east(3_000), 10, 30);

        assertThat(sparse.last().burstWanted()).isFalse();
    }

    @Test
    void stillSparsePhoneTakesFiveFixesOfItsScheduleAndABurst() {
        var sparse = new Walk(Policy.SPARSE, HOME);
        for (double minute : new double[]{0, 0.6, 1.2, 1.8, 30, 60, 90}) {
            assertThat(sparse.at(Walk.east(3_000), 10, minute)).isEmpty();
        }

        assertThat(sparse.at(Walk.east(3_000), 10, 120)).isEqualTo(EXIT);
    }

    /** Seen in the alert-quality benchmark, people of seeds 1001 and 5005: a wrong place inside hid an excursion. */
    @Test
    void sparseRowThatHasItsBurstOutlivesAWrongPlaceInside() {
        var sparse = sparseRowOfFour();
        for (double minute : new double[]{30, 60}) {
            assertThat(sparse.at(Walk.CENTRE, 10, minute)).isEmpty();
        }
        for (double minute : new double[]{90, 120, 150}) {
            assertThat(sparse.at(Walk.east(3_000), 10, minute)).isEmpty();
        }

        assertThat(sparse.at(Walk.east(3_000), 10, 180)).isEqualTo(EXIT);
    }

    /** Seen in the alert-quality benchmark, people of seed 1001: three fixes after the wrong place were one too few. */
    @Test
    void sparseRowThatGoesOnAfterAFixInsideAsksForABurstOnce() {
        var sparse = sparseRowOfFour();
        sparse.at(Walk.CENTRE, 10, 30);

        sparse.at(Walk.east(3_000), 10, 60);
        assertThat(sparse.last().burstWanted()).isTrue();
        sparse.at(Walk.east(3_000), 10, 90);

        assertThat(sparse.last().burstWanted()).isFalse();
    }

    @Test
    void sparseRowEndsWithAPhoneThatMovesInside() {
        var sparse = sparseRowOfFour();
        sparse.at(Walk.CENTRE, 10, 30);
        assertThat(sparse.standing().tracks()).hasSize(1);

        sparse.at(Walk.east(100), 10, 60);

        assertThat(sparse.standing().tracks()).isEmpty();
    }

    @Test
    void sparseRowEndsWithAFixInsideWhenItsLastIsOlderThanItOutlives() {
        var sparse = sparseRowOfFour();
        double last = 1.8 + Policy.SPARSE.still().outlives().toMinutes();
        sparse.at(Walk.CENTRE, 10, last);
        assertThat(sparse.standing().tracks()).hasSize(1);

        sparse.at(Walk.CENTRE, 10, last + 0.1);

        assertThat(sparse.standing().tracks()).isEmpty();
    }

    /** Else a single stray fix would open an exit, long after somebody who had moved outside came home. */
    @Test
    void sparseRowInWhichThePhoneMovedEndsWithTheFirstFixInside() {
        var sparse = new Walk(Policy.SPARSE, HOME);
        sparse.at(Walk.east(3_000), 10, 0);
        sparse.at(Walk.fix(Walk.east(3_200), 10, 0.3, Trigger.BURST));
        sparse.at(Walk.fix(Walk.east(3_400), 10, 0.6, Trigger.BURST));

        sparse.at(Walk.CENTRE, 10, 30);

        assertThat(sparse.standing().tracks()).isEmpty();
    }

    @Test
    void sparseRowOutlivesAFixInsideAfterADoubtfulOne() {
        var sparse = sparseRowOfFour();
        sparse.at(Walk.east(900), 1_500, 30);
        assertThat(sparse.last().verdict().answer()).isEqualTo(Verdict.Answer.UNSURE);

        sparse.at(Walk.CENTRE, 10, 60);

        assertThat(sparse.standing().tracks()).anyMatch(track -> track.is(Condition.AREA_EXIT, Round.nothing()));
    }

    @Test
    void sparseRowOutlivesFourFixesInsideAndNoFifth() {
        var sparse = sparseRowOfFour();
        for (double minute : new double[]{30, 60, 90, 120}) {
            sparse.at(Walk.CENTRE, 10, minute);
            assertThat(sparse.standing().tracks()).hasSize(1);
        }

        sparse.at(Walk.CENTRE, 10, 125);

        assertThat(sparse.standing().tracks()).isEmpty();
    }

    @Test
    void sparseRowThatOutlivedAFixExpiresWithThatTimeThoughNobodySaysMore() {
        var sparse = sparseRowOfFour();
        sparse.at(Walk.CENTRE, 10, 30);
        double last = 1.8 + Policy.SPARSE.still().outlives().toMinutes();

        sparse.at(Walk.east(3_000), 10, last + 0.1);

        assertThat(sparse.standing().tracks().get(0).fixes()).isEqualTo(1);
        assertThat(sparse.last().burstWanted()).isTrue();
    }

    @Test
    void sparseRowEndsWhereTheVeryPlaceIsPermittedNow() {
        var sparse = sparseRowOfFour();
        var granted = Rulebook.ofHomes(List.of(Area.circle(Walk.CENTRE, 1_000), Area.circle(Walk.east(3_000), 500)));

        var judged = Kernel.judge(sparse.standing(), Walk.fix(Walk.east(3_000), 10, 30, Trigger.PERIODIC), granted,
                Policy.SPARSE);

        assertThat(judged.next().tracks()).isEmpty();
    }

    @Test
    void exitSaysHowManyFixesInsideItsRowOutlived() {
        var sparse = sparseRowOfFour();
        for (double minute : new double[]{30, 60}) {
            sparse.at(Walk.CENTRE, 10, minute);
        }
        for (double minute : new double[]{90, 120, 150}) {
            sparse.at(Walk.east(3_000), 10, minute);
        }
        var before = sparse.standing();
        var fix = Walk.fix(Walk.east(3_000), 10, 180, Trigger.PERIODIC);

        var explained = Explanation.of(before, fix, Rulebook.ofHomes(List.of(Area.circle(Walk.CENTRE, 1_000))),
                Policy.SPARSE, element -> "Kaizhou", java.time.ZoneOffset.UTC);

        assertThat(explained.sentence()).contains("eighth fix in 3 hours, 2 fixes inside among them");
        assertThat(explained.changes().get(0)).endsWith("8 fixes, 2 fixes inside among them");
    }

    @Test
    void sparseRowWithoutItsBurstEndsWithTheFirstFixInside() {
        var sparse = new Walk(Policy.SPARSE, HOME);
        sparse.at(Walk.east(3_000), 10, 0);
        sparse.at(Walk.east(3_000), 10, 30);

        sparse.at(Walk.CENTRE, 10, 60);

        assertThat(sparse.standing().tracks()).isEmpty();
    }

    @Test
    void exitThatIsOpenIsClearedByTheFirstFixInside() {
        var sparse = sparseRowOfFour();
        for (double minute : new double[]{30, 60, 90, 120}) {
            sparse.at(Walk.east(3_000), 10, minute);
        }

        assertThat(sparse.at(Walk.CENTRE, 10, 150)).containsExactly("AREA_EXIT CLEARED BACK");
    }

    @Test
    void whereFixesAreMinutesApartEachFixInsideEndsARow() {
        for (int i = 0; i < 4; i++) {
            walk.at(Walk.east(3_000), 10, 5 * i);
        }

        walk.at(Walk.CENTRE, 10, 20);

        assertThat(walk.standing().tracks()).isEmpty();
    }

    private static Walk sparseRowOfFour() {
        var sparse = new Walk(Policy.SPARSE, HOME);
        sparse.at(Walk.east(3_000), 10, 0);
        for (double minute : new double[]{0.6, 1.2, 1.8}) {
            sparse.at(Walk.fix(Walk.east(3_000), 10, minute, Trigger.BURST));
        }
        return sparse;
    }

    @Test
    void checkInRowOutlivesTheNight() {
        var checkIns = new Walk(Policy.CHECKPOINT, HOME);
        for (double minute : new double[]{0, 0.7, 1.4}) {
            checkIns.at(Walk.fix(Walk.east(3_000), 10, minute, Trigger.CHECK_IN));
        }

        assertThat(checkIns.at(Walk.fix(Walk.east(3_000), 10, 13 * 60, Trigger.CHECK_IN))).isEqualTo(EXIT);
    }

    @Test
    void baseStationBeyondItsClaimIsADoubtAndNoExit() {
        // 900 m outside by a station that claims 700: beyond the 68 % radius and the margin, within the 99.9 % one.
        for (int i = 0; i < 8; i++) {
            assertThat(walk.at(Walk.east(1_900), 700, 5 * i)).isEmpty();
            assertThat(walk.last().verdict().answer()).isEqualTo(Verdict.Answer.UNSURE);
        }
    }

    /** In every mode, and from there on: twice the claim and the border's margin reach 300 m at most. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 50, 89, 96, 100})
    void fixThatClaimsAHundredMetresOrBetterIsCertainFromThreeHundredMetresOn(double claimed) {
        for (var policy : List.of(Policy.DEFAULT, Policy.SPARSE, Policy.CHECKPOINT)) {
            assertThat(policy.margins().fineScale()).isCloseTo(Margins.scaleFor(0.99), within(0.02));
            var person = new Walk(policy, HOME);

            person.at(Walk.east(1_000 + 2 * claimed + 100 - 0.1), claimed, 0);
            assertThat(person.last().verdict().answer()).isEqualTo(Verdict.Answer.UNSURE);

            person.at(Walk.east(1_000 + 300.1), claimed, 5);
            assertThat(person.last().verdict().answer()).isEqualTo(Verdict.Answer.OUTSIDE);
        }
    }

    /** Seen in the alert-quality benchmark, people of seed 4004: it was unsure, and the burst alone one fix too few. */
    @Test
    void checkInThatClaimsNinetySixMetresAndLiesThreeHundredAndSixteenOutsideCountsWithItsBurst() {
        var checkIns = new Walk(Policy.CHECKPOINT, HOME);
        checkIns.at(Walk.fix(Walk.east(1_316), 96, 0, Trigger.CHECK_IN));
        assertThat(checkIns.at(Walk.fix(Walk.east(1_346), 20, 0.5, Trigger.BURST))).isEmpty();
        assertThat(checkIns.at(Walk.fix(Walk.east(1_346), 20, 1.2, Trigger.BURST))).isEmpty();

        assertThat(checkIns.at(Walk.fix(Walk.east(1_346), 20, 1.9, Trigger.BURST))).isEqualTo(EXIT);
    }

    /** In every mode: 700 m claimed, 1,750 believed, 100 of margin. */
    @Test
    void coarseRadiusIsBelievedToTwoAndAHalfTimesTheClaim() {
        for (var policy : List.of(Policy.DEFAULT, Policy.SPARSE, Policy.CHECKPOINT)) {
            assertThat(policy.margins().accuracyScale()).isCloseTo(Margins.scaleFor(0.999), within(0.05));
            var person = new Walk(policy, HOME);

            person.at(Walk.east(1_000 + 1_840), 700, 0);
            assertThat(person.last().verdict().answer()).isEqualTo(Verdict.Answer.UNSURE);

            person.at(Walk.east(1_000 + 1_860), 700, 5);
            assertThat(person.last().verdict().answer()).isEqualTo(Verdict.Answer.OUTSIDE);
        }
    }

    @Test
    void policyThatNamesNoStillRuleTreatsAllRowsAlike() {
        assertThat(Walk.PLAIN.still().fixes()).isEqualTo(Walk.PLAIN.holdDownFixes());
        assertThat(Policy.DEFAULT.withHoldDown(7, Duration.ZERO).still().fixes()).isEqualTo(7);
    }

    @Test
    void stillRuleThatAsksForLessIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Policy.DEFAULT.withStill(new StillRule(2, StillRule.MOVED_METRES)));
        assertThatIllegalArgumentException().isThrownBy(() -> new StillRule(1, 50));
        assertThatIllegalArgumentException().isThrownBy(() -> new StillRule(3, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new StillRule(3, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StillRule(3, 0, Duration.ofSeconds(-1)));
    }
}
