package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.rollcall.geofence.Fix.Trigger;

/** What is not sure: doubts that last, rows that age, and bursts that are asked for to end a doubt. */
class DoubtTest {

    private static final WgsCoordinate INSIDE = Walk.CENTRE;
    /** 300 m outside. */
    private static final WgsCoordinate BEYOND = Walk.east(10_300);
    private static final WgsCoordinate FAR = Walk.east(15_000);
    private static final HomeArea HOME = Rulebooks.home(Area.circle(INSIDE, 10_000));
    private static final String UNSURE_BY_FIX = "AREA_UNSURE OPENED HELD";

    private final Walk walk = new Walk(Walk.PLAIN, HOME);
    private final Walk sparse = new Walk(Walk.PLAIN_CHECKPOINT, HOME);

    @Test
    void doubtThatLastsAnHourIsSaid() {
        for (int minute = 0; minute < 60; minute += 10) {
            assertThat(walk.at(BEYOND, 800, minute)).isEmpty();
        }
        assertThat(walk.at(BEYOND, 800, 60)).containsExactly(UNSURE_BY_FIX);
        assertThat(walk.at(BEYOND, 800, 70)).isEmpty();
        assertThat(walk.at(INSIDE, 20, 80)).containsExactly("AREA_UNSURE CLEARED BACK");
    }

    @Test
    void doubtThatNobodyEndsIsSaidByTheTick() {
        walk.at(BEYOND, 800, 0);

        assertThat(Kernel.nextDue(walk.standing(), Walk.EIGHT, walk.rulebook(), Walk.PLAIN))
                .contains(Walk.minute(60));
        assertThat(walk.tick(Walk.minute(60))).containsExactly("AREA_UNSURE OPENED DEADLINE");
        assertThat(walk.tick(Walk.minute(60))).isEmpty();
        assertThat(Kernel.nextDue(walk.standing(), Walk.minute(60), walk.rulebook(), Walk.PLAIN)).isEmpty();
    }

    /** Taken before the deadline and received after it, a fix is one of the row whether a tick came in between or not. */
    @Test
    void fixThatCrossesTheDeadlineIsOneOfTheRow() {
        var ticked = new Walk(Walk.PLAIN, HOME);
        var crossing = new Fix(BEYOND, java.util.OptionalDouble.of(800), Walk.minute(59), Walk.minute(61));
        walk.at(BEYOND, 800, 0);
        ticked.at(BEYOND, 800, 0);
        ticked.tick(Walk.minute(60));
        ticked.at(crossing);

        assertThat(walk.at(crossing)).containsExactly("AREA_UNSURE OPENED DEADLINE");

        assertThat(walk.standing()).isEqualTo(ticked.standing());
    }

    @Test
    void coarseFixesAtHomeAreNoDoubt() {
        for (int minute = 0; minute < 600; minute += 10) {
            assertThat(walk.at(Walk.east(9_900), 1_500, minute)).isEmpty();
        }
    }

    @Test
    void certaintyOfBeingOutsideEndsTheDoubt() {
        walk.at(BEYOND, 800, 0);
        walk.at(BEYOND, 800, 60);

        assertThat(walk.at(FAR, 20, 61)).containsExactly("AREA_UNSURE CLEARED RULES");
    }

    @Test
    void doubtNeverOpensAnExit() {
        for (int minute = 0; minute < 24 * 60; minute += 5) {
            assertThat(walk.at(BEYOND, 800, minute)).doesNotContain("AREA_EXIT OPENED HELD");
        }
    }

    /** An error of yesterday evening and two of this morning are no row of three. */
    @Test
    void outsideRowAges() {
        int morning = 13 * 60;
        walk.at(FAR, 10, 0);
        walk.at(FAR, 10, 5);

        assertThat(walk.at(FAR, 10, morning)).isEmpty();
        assertThat(walk.at(FAR, 10, morning + 5)).isEmpty();
        assertThat(walk.at(FAR, 10, morning + 10)).containsExactly("AREA_EXIT OPENED HELD");
    }

    /** Not sure is no evidence: a night of it keeps no row of the evening alive. */
    @Test
    void unsureFixesInBetweenDoNotKeepTheRowYoung() {
        int morning = 13 * 60;
        walk.at(FAR, 10, 0);
        walk.at(FAR, 10, 5);
        for (int minute = 10; minute < morning; minute += 10) {
            assertThat(walk.at(FAR, 2_500, minute)).doesNotContain("AREA_EXIT OPENED HELD");
        }

        assertThat(walk.at(FAR, 10, morning)).doesNotContain("AREA_EXIT OPENED HELD");
        assertThat(walk.at(FAR, 10, morning + 5)).doesNotContain("AREA_EXIT OPENED HELD");
        assertThat(walk.at(FAR, 10, morning + 10)).contains("AREA_EXIT OPENED HELD");
    }

    @Test
    void openExitDoesNotAge() {
        walk.at(FAR, 10, 0);
        walk.at(FAR, 10, 5);
        walk.at(FAR, 10, 10);

        assertThat(walk.at(FAR, 10, 5 * 24 * 60)).isEmpty();
        assertThat(walk.standing().isOpen(Condition.AREA_EXIT)).isTrue();
    }

    @Test
    void checkInOutsideAsksForABurstThatCompletesTheHoldDown() {
        assertThat(sparse.at(Walk.fix(FAR, 10, 0, Trigger.CHECK_IN))).isEmpty();
        assertThat(sparse.last().burstWanted()).isTrue();

        assertThat(sparse.at(Walk.fix(FAR, 10, 0.5, Trigger.BURST))).isEmpty();
        assertThat(sparse.last().burstWanted()).isFalse();
        assertThat(sparse.at(Walk.fix(FAR, 10, 1, Trigger.BURST))).containsExactly("AREA_EXIT OPENED HELD");
    }

    @Test
    void burstThatShowsThePersonInsideEndsIt() {
        sparse.at(Walk.fix(FAR, 10, 0, Trigger.CHECK_IN));
        sparse.at(Walk.fix(INSIDE, 10, 0.5, Trigger.BURST));

        assertThat(sparse.standing().tracks()).isEmpty();
    }

    @Test
    void checkInThatLeavesADoubtAsksForABurst() {
        walk.at(Walk.fix(BEYOND, 800, 0, Trigger.CHECK_IN));
        assertThat(walk.last().burstWanted()).isTrue();

        walk.at(Walk.fix(INSIDE, 3_000, 10, Trigger.CHECK_IN));
        assertThat(walk.last().burstWanted()).isTrue();
    }

    @Test
    void checkInAtHomeAsksForNothing() {
        walk.at(Walk.fix(INSIDE, 30, 0, Trigger.CHECK_IN));

        assertThat(walk.last().burstWanted()).isFalse();
    }

    @Test
    void nothingIsAskedForOnceTheExitIsOpen() {
        walk.at(FAR, 10, 0);
        walk.at(FAR, 10, 5);
        walk.at(FAR, 10, 10);
        walk.at(Walk.fix(FAR, 10, 15, Trigger.CHECK_IN));

        assertThat(walk.last().burstWanted()).isFalse();
    }

    @Test
    void periodicFixesAskOncePerRowAndOnlyWhereThePolicySaysSo() {
        walk.at(FAR, 10, 0);
        assertThat(walk.last().burstWanted()).isFalse();

        sparse.at(FAR, 10, 0);
        assertThat(sparse.last().burstWanted()).isTrue();
        sparse.at(FAR, 10, 0.5);
        assertThat(sparse.last().burstWanted()).isFalse();
    }

    @Test
    void lateCheckInAsksForNothing() {
        var at = Walk.EIGHT;
        var late = new Fix(FAR, java.util.OptionalDouble.of(10), at, at.plus(Duration.ofHours(3)), Trigger.CHECK_IN,
                false, java.util.OptionalDouble.empty());

        assertThat(Kernel.judge(Standing.INITIAL, late, walk.rulebook(), Walk.PLAIN).burstWanted()).isFalse();
    }
}
