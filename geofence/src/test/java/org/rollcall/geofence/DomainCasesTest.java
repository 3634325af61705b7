package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.geofence.Judgement.Timeliness;
import org.rollcall.geofence.Verdict.Answer;
import org.rollcall.geofence.Verdict.Cause;

/** The cases of DOMAIN section 11 that the kernel decides, by their numbers. */
class DomainCasesTest {

    private static final ZoneId LEGAL_ZONE = ZoneId.of("Asia/Shanghai");
    private static final Area HOME = square(108, 31, 0.4);
    private static final Area CITY_B = square(110, 31, 0.3);
    private static final Area CITY_E = square(112, 31, 0.3);
    private static final WgsCoordinate AT_HOME = new WgsCoordinate(31, 108);
    private static final WgsCoordinate IN_B = new WgsCoordinate(31, 110);
    private static final WgsCoordinate IN_E = new WgsCoordinate(31, 112);
    private static final WgsCoordinate COUNTY_C = new WgsCoordinate(31, 109);
    private static final Instant MONDAY = midnight(2);
    private static final Instant FRIDAY = midnight(6);

    @Test
    void case2PermissionEndsAtMidnightToTheSecond() {
        var rulebook = Rulebooks.of(Rulebooks.home(HOME), Rulebooks.leave(CITY_B, MONDAY, FRIDAY));

        assertThat(answer(rulebook, IN_B, MONDAY.minusNanos(1_000))).isEqualTo(Answer.OUTSIDE);
        assertThat(answer(rulebook, IN_B, MONDAY)).isEqualTo(Answer.INSIDE);
        assertThat(answer(rulebook, IN_B, FRIDAY.minusSeconds(1))).isEqualTo(Answer.INSIDE);
        assertThat(answer(rulebook, IN_B, FRIDAY.minusNanos(1_000))).isEqualTo(Answer.INSIDE);
        assertThat(answer(rulebook, IN_B, FRIDAY)).isEqualTo(Answer.OUTSIDE);
    }

    @Test
    void case2PhoneEightMinutesAheadAdvancesNothing() {
        var rulebook = Rulebooks.of(Rulebooks.home(HOME), Rulebooks.leave(CITY_B, MONDAY, FRIDAY));
        var ahead = new Fix(IN_B, OptionalDouble.of(10), FRIDAY.plusSeconds(60), FRIDAY.minusSeconds(420));

        var judgement = Kernel.judge(Standing.INITIAL, ahead, rulebook, Policy.DEFAULT);

        assertThat(judgement.timeliness()).isEqualTo(Timeliness.FUTURE);
        assertThat(judgement.next()).isEqualTo(Standing.INITIAL);
    }

    @Test
    void case2UploadHoursLaterIsJudgedByTheRulesOfItsOwnTime() {
        var rulebook = Rulebooks.of(Rulebooks.home(HOME), Rulebooks.leave(CITY_B, MONDAY, FRIDAY));
        var late = new Fix(IN_B, OptionalDouble.of(10), FRIDAY.minusSeconds(1), FRIDAY.plus(Duration.ofHours(9)));

        var judgement = Kernel.judge(Standing.INITIAL, late, rulebook, Policy.DEFAULT);

        assertThat(judgement.timeliness()).isEqualTo(Timeliness.LATE);
        assertThat(judgement.verdict().answer()).isEqualTo(Answer.INSIDE);
    }

    @Test
    void case3OverlappingPermissionsCarryOneAnotherUntilTheLastIsRevoked() {
        var revokedAt = midnight(4);
        var first = new Permission(new UUID(2, 1), CITY_B, Validity.between(MONDAY, FRIDAY).known(MONDAY, revokedAt));
        var cutShort = new Permission(new UUID(2, 1), CITY_B,
                Validity.between(MONDAY, revokedAt).known(revokedAt, Instant.MAX));
        var second = new Permission(new UUID(2, 2), CITY_B, Validity.between(midnight(3), midnight(5)));
        var history = List.of(Rulebooks.home(HOME), first, cutShort, second);

        var before = Rulebook.of(7, history, revokedAt.minusSeconds(1));
        var after = Rulebook.of(8, history, revokedAt);

        assertThat(answer(before, IN_B, midnight(5))).isEqualTo(Answer.INSIDE);
        assertThat(answer(after, IN_B, revokedAt)).isEqualTo(Answer.INSIDE);
        assertThat(answer(after, IN_B, midnight(5))).isEqualTo(Answer.OUTSIDE);
        assertThat(answer(after, IN_B, MONDAY)).isEqualTo(Answer.INSIDE);
        assertThat(after.at(midnight(3)).permissions()).hasSize(2);
    }

    @Test
    void case4RouteThroughOtherCountiesIsPermittedWithinTheTransitAllowanceOnly() {
        var leave = new Permission(Rulebooks.LEAVE_ID, List.of(CITY_B), Validity.between(MONDAY, FRIDAY),
                Transit.anywhere(Duration.ofHours(12), Duration.ofHours(24)), false);
        var rulebook = Rulebooks.of(Rulebooks.home(HOME), leave);

        var onTheWay = verdict(rulebook, COUNTY_C, MONDAY.plus(Duration.ofHours(11)));
        assertThat(onTheWay.answer()).isEqualTo(Answer.INSIDE);
        assertThat(onTheWay.cause()).isEqualTo(Cause.IN_TRANSIT);
        assertThat(onTheWay.element()).contains(new Element(Element.Kind.TRANSIT, Rulebooks.LEAVE_ID));
        assertThat(answer(rulebook, COUNTY_C, MONDAY.plus(Duration.ofHours(12)))).isEqualTo(Answer.OUTSIDE);
        assertThat(answer(rulebook, COUNTY_C, FRIDAY.minus(Duration.ofHours(24)))).isEqualTo(Answer.INSIDE);
        assertThat(answer(rulebook, COUNTY_C, FRIDAY)).isEqualTo(Answer.OUTSIDE);
    }

    @Test
    void case4StatedRouteIsTheOnlyWay() {
        var route = square(109, 31, 0.1);
        var leave = new Permission(Rulebooks.LEAVE_ID, List.of(CITY_B), Validity.between(MONDAY, FRIDAY),
                Transit.along(route, Duration.ofHours(12), Duration.ZERO), false);
        var rulebook = Rulebooks.of(Rulebooks.home(HOME), leave);

        assertThat(answer(rulebook, COUNTY_C, MONDAY)).isEqualTo(Answer.INSIDE);
        assertThat(answer(rulebook, new WgsCoordinate(31.3, 109), MONDAY)).isEqualTo(Answer.OUTSIDE);
        assertThat(answer(rulebook, COUNTY_C, MONDAY.plus(Duration.ofHours(12)))).isEqualTo(Answer.OUTSIDE);
    }

    @Test
    void case5DistrictsOfOneCityAreOneHomeAndACountyIsNot() {
        var district = square(108, 31, 0.1);
        var nextDistrict = square(108.2, 31, 0.1);
        var resident = Rulebooks.of(Rulebooks.home(district),
                new HomeArea(new UUID(1, 2), nextDistrict, Validity.ALWAYS));
        var countyResident = Rulebooks.of(Rulebooks.home(district));
        var nextDoor = new WgsCoordinate(31, 108.2);

        assertThat(answer(resident, nextDoor, MONDAY)).isEqualTo(Answer.INSIDE);
        assertThat(answer(countyResident, nextDoor, MONDAY)).isEqualTo(Answer.OUTSIDE);
    }

    @Test
    void case5MoveToAnotherDistrictAlertsNobodyAndOneToACountyDoes() {
        var district = new Walk(Policy.DEFAULT, Rulebooks.home(square(108, 31, 0.1)),
                new HomeArea(new UUID(1, 2), square(108.2, 31, 0.1), Validity.ALWAYS));
        var county = new Walk(Policy.DEFAULT, Rulebooks.home(square(108, 31, 0.1)));
        var nextDoor = new WgsCoordinate(31, 108.2);
        for (int i = 0; i < 4; i++) {
            assertThat(district.at(nextDoor, 10, 5 * i)).isEmpty();
            assertThat(county.at(nextDoor, 10, 5 * i)).isEmpty();
        }

        assertThat(district.at(nextDoor, 10, 20)).isEmpty();
        assertThat(county.at(nextDoor, 10, 20)).containsExactly("AREA_EXIT OPENED HELD");
    }

    /** An evening of such fixes, in every mode. */
    @Test
    void case6BaseStationFixesOfABorderVillageNeverAlert() {
        for (var policy : List.of(Policy.DEFAULT, Policy.SPARSE, Policy.CHECKPOINT)) {
            var villager = new Walk(policy, Rulebooks.home(HOME));
            for (int i = 0; i < 30; i++) {
                var seen = new WgsCoordinate(31 + i * 0.0001, 108.4 + (720 - 3 * i) / 95_500.0);

                assertThat(villager.at(seen, 800, 10 * i)).noneMatch(said -> said.startsWith("AREA_EXIT"));
                assertThat(villager.last().verdict().answer()).isEqualTo(Answer.UNSURE);
            }
        }
    }

    @Test
    void case6BaseStationFixOfABorderVillageIsNeverOutside() {
        var rulebook = Rulebooks.of(Rulebooks.home(HOME));
        // 80 m inside the eastern border, seen 720 m beyond it by a base station of 800 m.
        var seen = new WgsCoordinate(31, 108.4 + 720 / 95_500.0);

        var fix = new Fix(seen, OptionalDouble.of(800), MONDAY, MONDAY);

        assertThat(Kernel.judge(Standing.INITIAL, fix, rulebook, Policy.DEFAULT).verdict().answer())
                .isEqualTo(Answer.UNSURE);
    }

    /** 200 m outside, 200 m inside and on the way between, one just short of certainly outside; as four maps write it. */
    @ParameterizedTest
    @ValueSource(doubles = {-200, -60, 60, 120, 200})
    void case7SamePlaceInEverySystemHasTheSameVerdict(double metresEastOfBorder) {
        var place = new WgsCoordinate(31, 108.4 + metresEastOfBorder / 95_500.0);
        var rulebook = Rulebooks.of(Rulebooks.home(HOME));
        var expected = verdict(rulebook, place, MONDAY);
        for (var crs : Crs.values()) {
            var raw = crs.fromWgs84(place);

            var verdict = verdict(rulebook, crs.toWgs84(raw.latitude(), raw.longitude()), MONDAY);

            assertThat(verdict.answer()).isEqualTo(expected.answer());
            assertThat(verdict.distanceMetres().getAsDouble()).isCloseTo(expected.distanceMetres().getAsDouble(),
                    within(0.001));
        }
    }

    @Test
    void case8EnclaveBelongsToHomeAndItsSurroundingsDoNot() {
        var home = Area.polygonal(Shapes.wkt("MULTIPOLYGON(((107 30, 108 30, 108 31, 107 31, 107 30)),"
                + " ((108.5 30.5, 108.6 30.5, 108.6 30.6, 108.5 30.6, 108.5 30.5)))"));
        var rulebook = Rulebooks.of(Rulebooks.home(home));

        assertThat(answer(rulebook, new WgsCoordinate(30.55, 108.55), MONDAY)).isEqualTo(Answer.INSIDE);
        assertThat(answer(rulebook, new WgsCoordinate(30.55, 108.3), MONDAY)).isEqualTo(Answer.OUTSIDE);
    }

    @Test
    void case22ZoneIsFreeFromTheMomentTheOrderEnds() {
        var order = new Exclusion(Rulebooks.ZONE_ID, Area.circle(AT_HOME, 2_000), Validity.between(MONDAY, FRIDAY));
        var rulebook = Rulebooks.of(Rulebooks.home(HOME), order);

        var inForce = verdict(rulebook, AT_HOME, FRIDAY.minusSeconds(1));
        assertThat(inForce.answer()).isEqualTo(Answer.OUTSIDE);
        assertThat(inForce.cause()).isEqualTo(Cause.IN_EXCLUSION);
        assertThat(inForce.element()).contains(new Element(Element.Kind.EXCLUSION, Rulebooks.ZONE_ID));
        assertThat(inForce.distanceMetres().getAsDouble()).isEqualTo(2_000);
        assertThat(answer(rulebook, AT_HOME, FRIDAY)).isEqualTo(Answer.INSIDE);
    }

    @Test
    void case22ZoneAlertStopsThatDay() {
        var order = new Exclusion(Rulebooks.ZONE_ID, Area.circle(AT_HOME, 2_000), Validity.between(MONDAY, FRIDAY));
        var rulebook = Rulebooks.of(Rulebooks.home(HOME), order);
        var before = judge(Standing.INITIAL, rulebook, FRIDAY.minusSeconds(300));
        var after = judge(before.next(), rulebook, FRIDAY);
        var later = judge(after.next(), rulebook, FRIDAY.plusSeconds(300));

        assertThat(Walk.said(before.transitions())).containsExactly("ZONE_ENTRY OPENED SHARP_IN_ZONE");
        assertThat(Walk.said(after.transitions())).containsExactly("ZONE_ENTRY CLEARED RULES");
        assertThat(later.transitions()).isEmpty();
    }

    private static Judgement judge(Standing standing, Rulebook rulebook, Instant at) {
        return Kernel.judge(standing, new Fix(AT_HOME, OptionalDouble.of(10), at, at), rulebook, Policy.DEFAULT);
    }

    @Test
    void exclusionForbidsInTransitToo() {
        var leave = new Permission(Rulebooks.LEAVE_ID, List.of(CITY_E), Validity.between(MONDAY, FRIDAY),
                Transit.anywhere(Duration.ofHours(12), Duration.ZERO), false);
        var rulebook = Rulebooks.of(Rulebooks.home(HOME), leave, Rulebooks.exclusion(CITY_B));

        assertThat(answer(rulebook, IN_B, MONDAY)).isEqualTo(Answer.OUTSIDE);
        assertThat(answer(rulebook, IN_E, MONDAY)).isEqualTo(Answer.INSIDE);
        assertThat(rulebook.at(MONDAY).permits(IN_B)).isFalse();
        assertThat(rulebook.at(MONDAY).permits(COUNTY_C)).isTrue();
    }

    private static Answer answer(Rulebook rulebook, WgsCoordinate place, Instant at) {
        return verdict(rulebook, place, at).answer();
    }

    private static Verdict verdict(Rulebook rulebook, WgsCoordinate place, Instant at) {
        var fix = new Fix(place, OptionalDouble.of(10), at, at.plusSeconds(5));
        return Kernel.judge(Standing.INITIAL, fix, rulebook, Policy.DEFAULT).verdict();
    }

    private static Instant midnight(int dayOfMarch) {
        return LocalDate.of(2026, 3, dayOfMarch).atStartOfDay(LEGAL_ZONE).toInstant();
    }

    private static Area square(double longitude, double latitude, double halfDegrees) {
        double west = longitude - halfDegrees;
        double east = longitude + halfDegrees;
        double south = latitude - halfDegrees;
        double north = latitude + halfDegrees;
        return Area.polygonal(Shapes.wkt("POLYGON((%1$s %3$s, %2$s %3$s, %2$s %4$s, %1$s %4$s, %1$s %3$s))"
                .formatted(west, east, south, north)));
    }
}
