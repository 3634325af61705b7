package org.rollcall.geofence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A court's curfew: from 22:00 to 06:00 within 200 m of a flat, in China. Minutes count from Monday 08:00. */
class CurfewTest {

    private static final int TEN_AT_NIGHT = 14 * 60;
    private static final int MIDNIGHT = 16 * 60;
    private static final int SIX_IN_THE_MORNING = 22 * 60;
    private static final WgsCoordinate FLAT = Walk.CENTRE;
    private static final WgsCoordinate PUB = Walk.east(2_000);
    private static final HomeArea HOME = Rulebooks.home(Area.circle(FLAT, 40_000));
    private static final String OPENED = "CURFEW OPENED HELD";

    private final Walk walk = new Walk(Walk.PLAIN, HOME, curfew("Asia/Shanghai"));

    @Test
    void awayInItsHoursOpensAfterTheHoldDown() {
        assertThat(walk.at(PUB, 10, TEN_AT_NIGHT)).isEmpty();
        assertThat(walk.at(PUB, 10, TEN_AT_NIGHT + 5)).isEmpty();
        assertThat(walk.at(PUB, 10, TEN_AT_NIGHT + 10)).containsExactly(OPENED);
        assertThat(walk.at(FLAT, 10, TEN_AT_NIGHT + 40)).containsExactly("CURFEW CLEARED BACK");
    }

    @Test
    void rowOfFixesGoesOverMidnight() {
        walk.at(PUB, 10, MIDNIGHT - 6);
        walk.at(PUB, 10, MIDNIGHT - 1);

        assertThat(walk.at(PUB, 10, MIDNIGHT + 4)).containsExactly(OPENED);
    }

    @Test
    void awayByDayIsFree() {
        for (int minute = 0; minute < TEN_AT_NIGHT; minute += 5) {
            assertThat(walk.at(PUB, 10, minute)).isEmpty();
        }
    }

    @Test
    void fixesBeforeItsHoursCountForNothing() {
        walk.at(PUB, 10, TEN_AT_NIGHT - 10);
        walk.at(PUB, 10, TEN_AT_NIGHT - 5);

        assertThat(walk.at(PUB, 10, TEN_AT_NIGHT)).isEmpty();
        assertThat(walk.at(PUB, 10, TEN_AT_NIGHT + 5)).isEmpty();
    }

    @Test
    void endOfItsHoursClears() {
        walk.at(PUB, 10, SIX_IN_THE_MORNING - 20);
        walk.at(PUB, 10, SIX_IN_THE_MORNING - 10);
        assertThat(walk.at(PUB, 10, SIX_IN_THE_MORNING - 5)).containsExactly(OPENED);

        assertThat(walk.at(PUB, 10, SIX_IN_THE_MORNING)).containsExactly("CURFEW CLEARED RULES");
    }

    @Test
    void coarseFixDecidesNothing() {
        for (int minute = TEN_AT_NIGHT; minute < MIDNIGHT; minute += 5) {
            assertThat(walk.at(PUB, 1_900, minute)).isEmpty();
        }
    }

    /** DOMAIN section 11, case 27: the hours are those of the zone that the order names. */
    @Test
    void case27HoursFollowTheOrdersOwnZone() {
        var urumqi = new Walk(Walk.PLAIN, HOME, curfew("Asia/Urumqi"));
        for (int minute = TEN_AT_NIGHT; minute < TEN_AT_NIGHT + 120; minute += 5) {
            assertThat(urumqi.at(PUB, 10, minute)).isEmpty();
        }
        urumqi.at(PUB, 10, TEN_AT_NIGHT + 120);
        urumqi.at(PUB, 10, TEN_AT_NIGHT + 125);

        assertThat(urumqi.at(PUB, 10, TEN_AT_NIGHT + 130)).containsExactly(OPENED);
    }

    /** Berlin, 2026-03-29: at 02:00 the clocks go on to 03:00; 2026-10-25: at 03:00 they go back to 02:00. */
    @ParameterizedTest
    @CsvSource({"2026-03-29T00:30:00Z, 2026-03-29T01:29:59Z, 2026-03-29T01:30:00Z",
        "2026-10-24T23:30:00Z, 2026-10-25T02:29:59Z, 2026-10-25T02:30:00Z"})
    void nightOfTheChangeEndsWhenTheClockOnTheWallSaysSo(Instant away, Instant last, Instant over) {
        var order = new Curfew(Rulebooks.CURFEW_ID, "(2026) 12", Area.circle(FLAT, 200), ZoneId.of("Europe/Berlin"),
                List.of(new WeeklyWindow(DayOfWeek.SATURDAY, LocalTime.of(22, 0), LocalTime.of(3, 30))),
                Validity.ALWAYS);
        var night = new Walk(Walk.PLAIN, HOME, order);
        night.at(fix(away));
        night.at(fix(away.plusSeconds(300)));

        assertThat(night.at(fix(away.plusSeconds(600)))).containsExactly(OPENED);
        assertThat(night.at(fix(last))).isEmpty();
        assertThat(night.at(fix(over))).containsExactly("CURFEW CLEARED RULES");
    }

    private static Fix fix(Instant at) {
        return new Fix(PUB, OptionalDouble.of(10), at, at);
    }

    private static Curfew curfew(String zone) {
        return new Curfew(Rulebooks.CURFEW_ID, "(2026) 12", Area.circle(FLAT, 200), ZoneId.of(zone),
                List.of(new WeeklyWindow(DayOfWeek.MONDAY, LocalTime.of(22, 0), LocalTime.of(6, 0))), Validity.ALWAYS);
    }
}
