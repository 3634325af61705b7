package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZonedDateTime;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When an officer's phone may be told of what is past. */
class LateNoticesTest {

    @ParameterizedTest
    @CsvSource({"2026-11-24T00:00+08:00[Asia/Shanghai], 2026-11-24T08:00+08:00[Asia/Shanghai]",
        "2026-11-24T07:59:59+08:00[Asia/Shanghai], 2026-11-24T08:00+08:00[Asia/Shanghai]",
        "2026-11-24T08:00+08:00[Asia/Shanghai], 2026-11-24T08:00+08:00[Asia/Shanghai]",
        "2026-11-24T17:59:59+08:00[Asia/Shanghai], 2026-11-24T17:59:59+08:00[Asia/Shanghai]",
        "2026-11-24T18:00+08:00[Asia/Shanghai], 2026-11-25T08:00+08:00[Asia/Shanghai]",
        // Where a night is an hour longer, it is eight by the clock on the wall.
        "2026-10-24T23:30+02:00[Europe/Paris], 2026-10-25T08:00+01:00[Europe/Paris]"})
    void itIsSaidByDayAndElseTheNextMorning(ZonedDateTime now, ZonedDateTime said) {
        assertThat(LateNotices.byDay(now, LocalTime.of(8, 0), LocalTime.of(18, 0))).isEqualTo(said);
    }
}
