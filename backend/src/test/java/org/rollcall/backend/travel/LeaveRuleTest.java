package org.rollcall.backend.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

class LeaveRuleTest {

    private record Numbers(int officeDays, int countyDays, int countyDaysInWindow, int windowMonths,
            int recurringMonths) implements LeaveConfig {}

    private static final LocalDate DAY = LocalDate.parse("2026-10-10");

    private final LeaveRule rule = new LeaveRule(new Numbers(7, 30, 30, 2, 6));

    /** DOMAIN section 11, case 1. */
    @ParameterizedTest
    @CsvSource({"1, OFFICE", "7, OFFICE", "8, COUNTY", "30, COUNTY", "31, SUPERIOR", "400, SUPERIOR"})
    void case1TheDaysOfALeaveSayWhoDecides(int days, LeaveLevel level) {
        assertThat(count(journey(DAY, days)).level()).isEqualTo(level);
        assertThat(count(journey(DAY, days)).days()).isEqualTo(days);
    }

    /** DOMAIN section 11, case 1. */
    @ParameterizedTest
    @CsvSource({"25, 30, OFFICE", "26, 31, SUPERIOR"})
    void case1TripsInTwoMonthsAddUp(int earlier, int away, LeaveLevel level) {
        var count = count(journey(DAY, 5), journey(DAY.minusDays(earlier + 3), earlier));

        assertThat(count).isEqualTo(new LeaveCount(5, away, level));
    }

    /** DOMAIN section 11, case 1: two months before 30 April is the last day of February. */
    @ParameterizedTest
    @CsvSource({"2026-02-27, 2026-04-30, 1", "2026-02-28, 2026-04-30, 2", "2024-02-28, 2024-04-30, 1",
        "2024-02-29, 2024-04-30, 2", "2026-11-09, 2027-01-10, 1", "2026-11-10, 2027-01-10, 2"})
    void case1TheWindowGoesOverTheEndOfFebruaryAndOverNewYear(LocalDate earlier, LocalDate day, int away) {
        assertThat(count(journey(day, 1), journey(earlier, 1)).daysAway()).isEqualTo(away);
    }

    @Test
    void aDayOfTwoLeavesCountsOnce() {
        assertThat(count(journey(DAY, 5), journey(DAY.plusDays(3), 5)).daysAway()).isEqualTo(8);
    }

    @Test
    void whoAsksForTheLaterLeaveFirstStaysUnderNoLimit() {
        var later = journey(DAY.plusDays(10), 20);

        assertThat(count(journey(DAY.minusDays(10), 15), later)).isEqualTo(new LeaveCount(15, 35, LeaveLevel.SUPERIOR));
        assertThat(count(journey(DAY.minusDays(90), 15), later).daysAway()).isEqualTo(15);
    }

    @ParameterizedTest
    @EnumSource(names = {"RECURRING", "TRANSFER"})
    void whatLastsLongByItsNatureIsTheCountys(PermissionKind kind) {
        assertThat(rule.count(kind, journey(DAY, 3), List.of()).level()).isEqualTo(LeaveLevel.COUNTY);
        assertThat(rule.count(kind, journey(DAY, 150), List.of()).level()).isEqualTo(LeaveLevel.COUNTY);
    }

    @Test
    void aPermitOfRecurringJourneysHoldsForSixMonths() {
        rule.requireAnEnd(PermissionKind.RECURRING, new Journey(DAY, DAY.plusMonths(6)));
        rule.requireAnEnd(PermissionKind.TRANSFER, new Journey(DAY, DAY.plusMonths(9)));

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> rule
                .requireAnEnd(PermissionKind.RECURRING, new Journey(DAY, DAY.plusMonths(6).plusDays(1))))
                .matches(refused -> refused.type() == ProblemType.INVALID);
    }

    @Test
    void theNumbersAreAProvincesOwn() {
        var stricter = new LeaveRule(new Numbers(3, 15, 20, 1, 3));

        assertThat(stricter.count(PermissionKind.SINGLE, journey(DAY, 4), List.of()).level())
                .isEqualTo(LeaveLevel.COUNTY);
        assertThat(stricter.count(PermissionKind.SINGLE, journey(DAY, 16), List.of()).level())
                .isEqualTo(LeaveLevel.SUPERIOR);
        assertThatIllegalArgumentException().isThrownBy(() -> new LeaveRule(new Numbers(8, 7, 30, 2, 6)));
    }

    @Test
    void daysAreThoseOfThePerson() {
        var from = Instant.parse("2026-10-09T16:00:00Z");
        var until = Instant.parse("2026-10-16T16:00:00Z");

        assertThat(Journey.of(from, until, ZoneId.of("Asia/Shanghai")).days()).isEqualTo(7);
        assertThat(Journey.of(from, until, ZoneId.of("Asia/Shanghai")).first()).isEqualTo(DAY);
        assertThat(Journey.of(from, until.plusNanos(1_000), ZoneId.of("Asia/Shanghai")).days()).isEqualTo(8);
        assertThat(Journey.of(from, until, ZoneId.of("America/Denver")).days()).isEqualTo(8);
    }

    @Test
    void whoseRankIsTooLowIsToldWhoDecides() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new LeaveCount(8, 9, LeaveLevel.COUNTY).requireRank(1))
                .withMessageContaining("8 days").withMessageContaining("9 days")
                .withMessageContaining("COUNTY_OFFICER");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new LeaveCount(31, 31, LeaveLevel.SUPERIOR).requireRank(2))
                .withMessageContaining("SUPERIOR");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new LeaveCount(5, 5, LeaveLevel.OFFICE).requireRank(0))
                .withMessageContaining("COUNTY_OFFICER");
        new LeaveCount(8, 9, LeaveLevel.COUNTY).requireRank(3);
    }

    private LeaveCount count(Journey journey, Journey... others) {
        return rule.count(PermissionKind.SINGLE, journey, Arrays.asList(others));
    }

    private static Journey journey(LocalDate first, int days) {
        return new Journey(first, first.plusDays(days - 1L));
    }
}
