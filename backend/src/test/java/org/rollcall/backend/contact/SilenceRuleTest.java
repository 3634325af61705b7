package org.rollcall.backend.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.collection.CollectionRule;
import org.rollcall.backend.collection.DayTime;
import org.rollcall.backend.collection.Hours;
import org.rollcall.backend.collection.LocationMode;

class SilenceRuleTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final SilenceRule rule = new SilenceRule(3, Duration.ofHours(2), LocalTime.of(22, 0), LocalTime.of(6, 0));

    @ParameterizedTest
    @CsvSource({
        // three intervals, within the hours
        "2026-03-02T09:00, 2026-03-02T12:00",
        // heard of before they begin
        "2026-03-02T06:30, 2026-03-02T11:00",
        // too late in the day: waited for anew in the morning
        "2026-03-02T17:30, 2026-03-03T11:00", "2026-03-02T23:10, 2026-03-03T11:00",
        // to the minute
        "2026-03-02T17:00, 2026-03-02T20:00"})
    void sparseIsThreeIntervalsInItsHours(LocalDateTime last, LocalDateTime silent) {
        assertThat(deadline(sparse("08:00", "20:00"), last)).isEqualTo(silent);
    }

    @Test
    void hoursThatAreShorterThanTheLimitEndIt() {
        assertThat(deadline(sparse("08:00", "10:00"), LocalDateTime.parse("2026-03-02T09:00")))
                .isEqualTo(LocalDateTime.parse("2026-03-03T10:00"));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-02T18:59, 2026-03-02T21:59", "2026-03-02T19:00, 2026-03-03T06:00",
        "2026-03-02T23:30, 2026-03-03T06:00", "2026-03-03T03:00, 2026-03-03T06:00",
        "2026-03-03T03:01, 2026-03-03T06:01"})
    void nothingIsSaidByNight(LocalDateTime last, LocalDateTime silent) {
        assertThat(deadline(sparse("00:00", "24:00"), last)).isEqualTo(silent);
    }

    @Test
    void byTheMinuteIsTwoHoursAtLeast() {
        assertThat(deadline(rule(LocationMode.CONTINUOUS, 5, Hours.ALL_DAY), LocalDateTime.parse("2026-03-02T09:00")))
                .isEqualTo(LocalDateTime.parse("2026-03-02T11:00"));
    }

    private LocalDateTime deadline(CollectionRule mode, LocalDateTime last) {
        return LocalDateTime.ofInstant(rule.deadline(mode, ZONE, last.atZone(ZONE).toInstant()), ZONE);
    }

    private static CollectionRule sparse(String from, String until) {
        return rule(LocationMode.SPARSE, 60, new Hours(DayTime.parse(from), DayTime.parse(until)));
    }

    private static CollectionRule rule(LocationMode mode, int minutes, Hours hours) {
        return new CollectionRule(DeviceKind.PHONE, mode, Instant.EPOCH, Instant.MAX, Duration.ofMinutes(minutes),
                hours,
                Optional.empty(), Optional.empty(), Set.of());
    }
}
