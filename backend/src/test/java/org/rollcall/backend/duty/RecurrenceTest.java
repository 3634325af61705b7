package org.rollcall.backend.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aDailyWindowFollowsLocalTime() {
        var morning = daily("08:00", "09:00", SHANGHAI);

        var window = morning.firstFrom(Instant.parse("2026-03-01T12:00:00Z"));

        assertThat(window.opensAt()).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(window.closesAt()).isEqualTo("2026-03-02T01:00:00Z");
        assertThat(window.dueAt()).isEqualTo("2026-03-02T01:15:00Z");
    }

    @Test
    void aWindowThatOpensExactlyThenIsTheFirst() {
        var morning = daily("08:00", "09:00", SHANGHAI);

        assertThat(morning.firstFrom(Instant.parse("2026-03-02T00:00:00Z")).opensAt())
                .isEqualTo("2026-03-02T00:00:00Z");
        assertThat(morning.firstFrom(Instant.parse("2026-03-02T00:00:01Z")).opensAt())
                .isEqualTo("2026-03-03T00:00:00Z");
    }

    @Test
    void aWindowMayCloseAtTheEndOfTheDay() {
        var evening = daily("20:00", "24:00", SHANGHAI);

        assertThat(evening.firstFrom(Instant.parse("2026-03-01T00:00:00Z")).closesAt())
                .isEqualTo("2026-03-01T16:00:00Z");
    }

    @Test
    void aMonthlyWindowOpensOnTheFirstAndClosesOnItsDay() {
        var monthly = new Recurrence(TimeOfDay.parse("00:00"), TimeOfDay.parse("24:00"), OptionalInt.of(25),
                Duration.ofHours(24), SHANGHAI);

        var window = monthly.firstFrom(Instant.parse("2026-12-05T00:00:00Z"));

        assertThat(window.opensAt()).isEqualTo("2026-12-31T16:00:00Z");
        assertThat(window.closesAt()).isEqualTo("2027-01-25T16:00:00Z");
        assertThat(monthly.after(window).opensAt()).isEqualTo("2027-01-31T16:00:00Z");
    }

    @Test
    void aWindowInTheHourThatDoesNotExistIsGivenInFullAfterIt() {
        // 29 March 2026: 02:00 becomes 03:00 in Berlin.
        var night = daily("02:00", "02:30", BERLIN);

        var window = night.firstFrom(Instant.parse("2026-03-28T12:00:00Z"));

        assertThat(window.opensAt()).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(Duration.between(window.opensAt(), window.closesAt())).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void aWindowThatEndsInTheHourThatComesTwiceEndsAtItsSecondComing() {
        // 25 October 2026: 03:00 becomes 02:00 in Berlin.
        var night = daily("01:00", "02:30", BERLIN);

        var window = night.firstFrom(Instant.parse("2026-10-24T12:00:00Z"));

        assertThat(Duration.between(window.opensAt(), window.closesAt())).isEqualTo(Duration.ofMinutes(150));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe",
        "Africa/Cairo"})
    void eachLocalDayHasOneWindowInEveryZoneWhateverTheClockDoes(String zone) {
        for (int minute = 0; minute < 24 * 60; minute += 30) {
            var recurrence = new Recurrence(new TimeOfDay(minute), new TimeOfDay(minute + 30), OptionalInt.empty(),
                    Duration.ZERO, ZoneId.of(zone));
            var days = new HashSet<>();
            var window = recurrence.firstFrom(Instant.parse("2026-01-01T00:00:00Z"));
            for (int i = 0; i < 400; i++) {
                var next = recurrence.after(window);
                assertThat(next.opensAt()).isAfter(window.opensAt());
                assertThat(recurrence.firstFrom(window.opensAt().plusSeconds(1))).isEqualTo(next);
                assertThat(days.add(window.opensAt().atZone(ZoneId.of(zone)).toLocalDate())).isTrue();
                window = next;
            }
        }
    }

    @Test
    void noWindowOpensAtOrAfterTheEnd() {
        var morning = daily("08:00", "09:00", SHANGHAI);
        var from = Instant.parse("2026-03-01T12:00:00Z");

        assertThat(morning.firstBetween(from, Optional.of(Instant.parse("2026-03-02T00:00:00Z")))).isEmpty();
        assertThat(morning.firstBetween(from, Optional.of(Instant.parse("2026-03-02T00:00:01Z")))).isPresent();
    }

    @Test
    void aWindowThatWouldBeEmptyIsRefused() {
        assertThatThrownBy(() -> daily("09:00", "09:00", SHANGHAI)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> daily("09:00", "08:00", SHANGHAI)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TimeOfDay.parse("24:01")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TimeOfDay.parse("8:00")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Recurrence daily(String opens, String closes, ZoneId zone) {
        return new Recurrence(TimeOfDay.parse(opens), TimeOfDay.parse(closes), OptionalInt.empty(),
                Duration.ofMinutes(15),
                zone);
    }
}
