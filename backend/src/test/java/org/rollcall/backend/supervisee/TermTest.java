package org.rollcall.backend.supervisee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

    // Cairo's clocks go forward at midnight: that day begins at 01:00.
    @ParameterizedTest
    @CsvSource({"2028-09-30,Asia/Shanghai,2028-09-30T16:00:00Z", "2028-02-29,Asia/Shanghai,2028-02-29T16:00:00Z",
        "2026-10-24,Europe/Berlin,2026-10-24T22:00:00Z", "2026-10-25,Europe/Berlin,2026-10-25T23:00:00Z",
        "2026-04-23,Africa/Cairo,2026-04-23T22:00:00Z", "2028-12-31,America/New_York,2029-01-01T05:00:00Z"})
    void aTermEndsAtTheEndOfItsLastDayInItsZone(LocalDate until, String zone, String ends) {
        assertThat(new Term(FIRST, until, ZoneId.of(zone)).ends()).isEqualTo(ends);
    }

    @Test
    void aTermStartsWithItsFirstDay() {
        assertThat(new Term(FIRST, FIRST, ZoneId.of("Asia/Shanghai")).starts()).isEqualTo("2026-02-28T16:00:00Z");
    }

    @Test
    void aTermThatEndsBeforeItBeginsIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Term(FIRST, FIRST.minusDays(1), ZoneId.of("Asia/Shanghai")));
    }
}
