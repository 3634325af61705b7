package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.rollcall.geofence.Fix.Trigger;

/** Leaves: the way there, detours, and coming home. */
class TripTest {

    private static final WgsCoordinate AT_HOME = Walk.CENTRE;
    private static final WgsCoordinate ON_THE_ROAD = Walk.east(100_000);
    private static final WgsCoordinate DESTINATION = Walk.east(200_000);
    private static final HomeArea HOME = Rulebooks.home(Area.circle(AT_HOME, 40_000));
    private static final Area CITY_B = Area.circle(DESTINATION, 30_000);
    /** Until 08:00 two days later. */
    private static final Instant END = Walk.EIGHT.plus(Duration.ofDays(2));
    private static final Instant OVERDUE = END.plus(Duration.ofHours(12));

    private final Walk walk = new Walk(Walk.PLAIN, HOME, leave(false));

    @Test
    void transitAllowanceCoversTheRoad() {
        for (int minute = 0; minute < 12 * 60; minute += 30) {
            assertThat(walk.at(ON_THE_ROAD, 10, minute)).isEmpty();
        }
    }

    /** What tells nothing of the place is in doubt on the way too, and harms nobody there. */
    @Test
    void fixThatTellsNothingIsUnsureInTransitAndHarmless() {
        for (int minute = 0; minute < 12 * 60; minute += 30) {
            var later = Walk.minute(minute + 5);
            var unknown = new Fix(ON_THE_ROAD, OptionalDouble.empty(), later, later);

            assertThat(walk.at(ON_THE_ROAD, 5_000, minute)).isEmpty();
            assertThat(walk.last().verdict().answer()).isEqualTo(Verdict.Answer.UNSURE);
            assertThat(walk.last().verdict().cause()).isEqualTo(Verdict.Cause.TOO_COARSE);
            assertThat(walk.at(unknown)).isEmpty();
            assertThat(walk.last().verdict().answer()).isEqualTo(Verdict.Answer.UNSURE);
            assertThat(walk.last().verdict().cause()).isEqualTo(Verdict.Cause.ACCURACY_UNKNOWN);
            assertThat(walk.standing().tracks()).isEmpty();
            assertThat(walk.standing().lastFixAt()).contains(unknown.fixedAt());
        }
        assertThat(walk.tick(Walk.minute(12 * 60))).isEmpty();
    }

    @Test
    void coarseFixThatReachesIntoAZoneIsNotInsideForCertain() {
        var zone = Rulebooks.exclusion(Area.circle(Walk.east(103_000), 1_000));
        var barred = new Walk(Walk.PLAIN, HOME, leave(false), zone);

        assertThat(barred.at(Walk.fix(ON_THE_ROAD, 5_000, 0, Trigger.CHECK_IN))).isEmpty();
        assertThat(barred.last().verdict().answer()).isEqualTo(Verdict.Answer.UNSURE);
        assertThat(barred.last().burstWanted()).isTrue();
    }

    @Test
    void nothingIsAskedForWhereThePersonMayBeAnywhere() {
        walk.at(Walk.fix(ON_THE_ROAD, 5_000, 0, Trigger.CHECK_IN));

        assertThat(walk.last().verdict().answer()).isEqualTo(Verdict.Answer.UNSURE);
        assertThat(walk.last().burstWanted()).isFalse();
    }

    @Test
    void leaveEndsWhatWasInDoubtAndOpenBeforeWhateverTheFix() {
        var person = new Walk(Walk.PLAIN, HOME);
        person.at(ON_THE_ROAD, 10, -30);
        person.at(ON_THE_ROAD, 10, -25);
        person.at(ON_THE_ROAD, 10, -20);
        person.at(Walk.east(40_300), 800, -10);
        person.knowsNow(HOME, leave(false));

        assertThat(person.at(ON_THE_ROAD, 5_000, 5)).containsExactly("AREA_EXIT CLEARED RULES");
        assertThat(person.standing().tracks()).isEmpty();
    }

    /** DOMAIN section 11, case 4. */
    @Test
    void case4StopOverBeyondTheTransitAllowanceIsADeviationAndNoExit() {
        int late = 12 * 60;

        assertThat(walk.at(ON_THE_ROAD, 10, late)).isEmpty();
        assertThat(walk.at(ON_THE_ROAD, 10, late + 30)).isEmpty();
        assertThat(walk.at(ON_THE_ROAD, 10, late + 60)).containsExactly("TRIP_DEVIATION OPENED HELD");
        assertThat(walk.at(DESTINATION, 10, late + 120)).containsExactly("TRIP_DEVIATION CLEARED BACK");
    }

    @Test
    void personOnLeaveMayBeAtHome() {
        assertThat(walk.at(AT_HOME, 10, 12 * 60)).isEmpty();
        assertThat(walk.last().verdict().answer()).isEqualTo(Verdict.Answer.INSIDE);
    }

    @Test
    void overdueReturnIsSaidAtItsDeadlineAndOnce() {
        walk.at(DESTINATION, 10, 24 * 60);

        assertThat(dueAfter(Walk.minute(24 * 60))).isEqualTo(OVERDUE);
        assertThat(walk.tick(OVERDUE.minusSeconds(1))).isEmpty();
        assertThat(walk.tick(OVERDUE.plusSeconds(300))).containsExactly("RETURN_OVERDUE OPENED DEADLINE");
        assertThat(walk.tick(OVERDUE.plusSeconds(300))).isEmpty();
        assertThat(walk.standing().isOpen(Condition.RETURN_OVERDUE)).isTrue();
    }

    @Test
    void lateTickSaysWhenItWasDue() {
        walk.at(DESTINATION, 10, 24 * 60);

        var transition = Kernel.tick(walk.standing(), new Tick(OVERDUE.plus(Duration.ofDays(3))), walk.rulebook(),
                Walk.PLAIN).transitions().get(0);

        assertThat(transition.at()).isEqualTo(OVERDUE);
        assertThat(transition.since()).isEqualTo(END);
        assertThat(transition.object()).contains(Rulebooks.LEAVE_ID);
    }

    @Test
    void fixAfterTheDeadlineSaysItWithoutATick() {
        walk.at(DESTINATION, 10, 24 * 60);

        assertThat(walk.at(Walk.fix(ON_THE_ROAD, 10, 61 * 60))).contains("RETURN_OVERDUE OPENED DEADLINE");
    }

    @Test
    void beingSeenAtHomeClears() {
        walk.at(DESTINATION, 10, 24 * 60);
        walk.tick(OVERDUE);

        assertThat(walk.at(AT_HOME, 10, 62 * 60)).containsExactly("RETURN_OVERDUE CLEARED BACK");
        assertThat(walk.tick(OVERDUE.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void whoWasSeenAtHomeInTimeIsNotWaitedFor() {
        walk.at(DESTINATION, 10, 24 * 60);
        walk.at(AT_HOME, 10, 50 * 60);

        assertThat(walk.tick(OVERDUE)).isEmpty();
        assertThat(Kernel.nextDue(walk.standing(), Walk.minute(50 * 60), walk.rulebook(), Walk.PLAIN)).isEmpty();
    }

    @Test
    void whoCameHomeEarlyIsNotWaitedFor() {
        walk.at(DESTINATION, 10, 20 * 60);
        walk.at(AT_HOME, 10, 40 * 60);

        assertThat(walk.tick(OVERDUE)).isEmpty();
    }

    @Test
    void whoCameHomeEarlyAndLeftAgainIs() {
        walk.at(AT_HOME, 10, 20 * 60);
        walk.at(DESTINATION, 10, 40 * 60);

        assertThat(walk.tick(OVERDUE)).containsExactly("RETURN_OVERDUE OPENED DEADLINE");
    }

    /** None of these says for certain that the person is not at home. */
    @Test
    void whoCameHomeEarlyIsNotAwayByAnUnsureFix() {
        walk.at(AT_HOME, 10, 60);
        walk.at(AT_HOME, 5_000, 120);
        walk.at(new Fix(AT_HOME, OptionalDouble.empty(), Walk.minute(180), Walk.minute(180)));
        walk.at(Walk.east(39_500), 800, 240);
        assertThat(walk.last().verdict().cause()).isEqualTo(Verdict.Cause.IN_TRANSIT);
        walk.at(Walk.east(40_500), 800, 300);
        assertThat(walk.last().verdict().cause()).isEqualTo(Verdict.Cause.IN_TRANSIT);

        assertThat(walk.standing().awaySeenAt()).isEmpty();
        assertThat(walk.tick(OVERDUE)).isEmpty();
    }

    @Test
    void whoCameHomeEarlyAndIsOnTheRoadAgainIsAway() {
        walk.at(AT_HOME, 10, 60);
        walk.at(ON_THE_ROAD, 10, 120);

        assertThat(walk.standing().awaySeenAt()).contains(Walk.minute(120));
        assertThat(walk.tick(OVERDUE)).containsExactly("RETURN_OVERDUE OPENED DEADLINE");
    }

    @Test
    void whoIsWhereHomeAndDestinationOverlapIsNotAway() {
        var neighbour = new Permission(Rulebooks.LEAVE_ID, Area.circle(Walk.east(40_000), 5_000),
                Validity.between(Walk.EIGHT, END));
        var person = new Walk(Walk.PLAIN, HOME, neighbour);

        person.at(Walk.east(39_970), 40, 60);

        assertThat(person.last().verdict().answer()).isEqualTo(Verdict.Answer.INSIDE);
        assertThat(person.last().verdict().element()).contains(
                new Element(Element.Kind.PERMISSION, Rulebooks.LEAVE_ID));
        assertThat(person.standing().awaySeenAt()).isEmpty();
    }

    @Test
    void closedLeaveIsNotWaitedFor() {
        walk.at(DESTINATION, 10, 24 * 60);
        walk.knowsNow(HOME, leave(true));

        assertThat(walk.tick(OVERDUE)).isEmpty();
    }

    @Test
    void closingTheLeaveClears() {
        walk.at(DESTINATION, 10, 24 * 60);
        walk.tick(OVERDUE);
        walk.knowsNow(HOME, leave(true));

        assertThat(walk.tick(OVERDUE.plusSeconds(60))).containsExactly("RETURN_OVERDUE CLEARED RULES");
    }

    @Test
    void wayHomeAfterTheEndIsLateAndNoExit() {
        walk.at(DESTINATION, 10, 24 * 60);

        for (int minute = 48 * 60; minute < 60 * 60; minute += 10) {
            assertThat(walk.at(ON_THE_ROAD, 10, minute)).isEmpty();
        }
    }

    /** The patience with a return ends with its deadline: who goes out again after that is told of. */
    @Test
    void exitAfterTheDeadlineOfTheReturnIsAnExit() {
        int overdue = 60 * 60;
        walk.at(DESTINATION, 10, 24 * 60);
        assertThat(walk.at(ON_THE_ROAD, 10, overdue - 10)).isEmpty();
        assertThat(walk.at(ON_THE_ROAD, 10, overdue - 5)).isEmpty();
        assertThat(walk.tick(OVERDUE)).containsExactly("RETURN_OVERDUE OPENED DEADLINE");

        assertThat(walk.at(ON_THE_ROAD, 10, overdue)).isEmpty();
        assertThat(walk.at(ON_THE_ROAD, 10, overdue + 5)).isEmpty();
        assertThat(walk.at(ON_THE_ROAD, 10, overdue + 10)).containsExactly("AREA_EXIT OPENED HELD");
        assertThat(walk.at(AT_HOME, 10, overdue + 120)).containsExactly("AREA_EXIT CLEARED BACK",
                "RETURN_OVERDUE CLEARED BACK");
    }

    /** DOMAIN section 11, case 3: revoked while the person is away. */
    @Test
    void case3RevocationInMidTripStartsTheReturnAndNoExitAtOnce() {
        walk.at(DESTINATION, 10, 20 * 60);
        var revokedAt = Walk.minute(24 * 60);
        walk.knowsNow(HOME, new Permission(Rulebooks.LEAVE_ID, List.of(CITY_B),
                Validity.between(Walk.EIGHT, revokedAt), Transit.NONE, false));

        assertThat(walk.at(DESTINATION, 10, 24 * 60 + 5)).isEmpty();
        assertThat(walk.last().verdict().answer()).isEqualTo(Verdict.Answer.OUTSIDE);
        assertThat(walk.tick(revokedAt.plus(Duration.ofHours(12))))
                .containsExactly("RETURN_OVERDUE OPENED DEADLINE");
    }

    @Test
    void exitAfterComingHomeIsAnExit() {
        walk.at(DESTINATION, 10, 24 * 60);
        walk.at(AT_HOME, 10, 50 * 60);

        assertThat(walk.at(ON_THE_ROAD, 10, 60 * 60)).isEmpty();
        assertThat(walk.at(ON_THE_ROAD, 10, 60 * 60 + 5)).isEmpty();
        assertThat(walk.at(ON_THE_ROAD, 10, 60 * 60 + 10)).containsExactly("AREA_EXIT OPENED HELD");
    }

    /** DOMAIN section 11, case 23. */
    @Test
    void case23RetroactiveLeaveEndsTheExitAndRewritesNoHistory() {
        var person = new Walk(Walk.PLAIN, HOME);
        person.at(DESTINATION, 10, 0);
        person.at(DESTINATION, 10, 5);
        assertThat(person.at(DESTINATION, 10, 10)).containsExactly("AREA_EXIT OPENED HELD");
        person.knowsNow(HOME, leave(false));

        assertThat(person.at(DESTINATION, 10, 15)).containsExactly("AREA_EXIT CLEARED BACK");
    }

    private Instant dueAfter(Instant instant) {
        return Kernel.nextDue(walk.standing(), instant, walk.rulebook(), Walk.PLAIN).orElseThrow();
    }

    private static Permission leave(boolean closed) {
        return new Permission(Rulebooks.LEAVE_ID, List.of(CITY_B), Validity.between(Walk.EIGHT, END),
                Transit.anywhere(Duration.ofHours(12), Duration.ZERO), closed);
    }

    /** The rules of somebody with no leave at all know of no return. */
    @Test
    void nobodyIsWaitedForWithoutALeave() {
        var person = new Walk(Walk.PLAIN, HOME, Rulebooks.exclusion(CITY_B),
                new HomeArea(new UUID(1, 2), CITY_B, Validity.ALWAYS));
        person.at(DESTINATION, 200, 0);

        assertThat(Kernel.nextDue(person.standing(), Walk.EIGHT, person.rulebook(), Walk.PLAIN)).isEmpty();
    }
}
