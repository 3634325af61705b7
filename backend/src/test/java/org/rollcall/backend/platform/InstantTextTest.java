package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

    private static final long YEAR_10000 = 253_402_300_800L;
    private static final int[] UNITS = {1_000_000_000, 1_000_000, 1_000, 1};

    @Test
    void readsAndWritesAsInstantsDo() {
        var random = new Random(20261124);
        for (int i = 0; i < 200_000; i++) {
            long second = i < 50_000
                    ? i * 86_400L * 37 % YEAR_10000
                    : Math.floorMod(random.nextLong(), YEAR_10000);
            int unit = UNITS[random.nextInt(UNITS.length)];
            var instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000) / unit * (long) unit);

            assertThat(written(instant)).isEqualTo(instant.toString());
            assertThat(InstantText.find(instant.toString())).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 951_782_399, 951_782_400, 951_868_800, 4_107_542_400L, YEAR_10000 - 1,
        YEAR_10000, Long.MAX_VALUE})
    void writesWhatIsFarAwayToo(long second) {
        var instant = Instant.ofEpochSecond(Math.max(Instant.MIN.getEpochSecond(),
                Math.min(Instant.MAX.getEpochSecond(), second)));

        assertThat(written(instant)).isEqualTo(instant.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01T00:00:00Z", "1600-02-29T23:59:59Z", "1969-12-31T23:59:59.999999999Z",
        "2000-02-29T00:00:00.1Z", "2026-11-30T08:15:00.25Z", "9999-12-31T23:59:59Z"})
    void readsWhateverHasFourDigitsOfAYear(String text) {
        assertThat(InstantText.find(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "2026-11-30", "2026-11-30T08:15Z", "2026-11-30T08:15:00",
        "2026-11-30T08:15:00+00:00",
        "2026-11-30t08:15:00Z", "2026-11-30T08:15:00z", "2026-11-30 08:15:00Z", "2026-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-12-31T23:59:60Z",
        "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00,5Z", "2026-01-01T00:00:00.-1Z",
        "-026-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "2026-01-01T00:00:0٣Z", "2026-01-01T00:00:00.5ZZ"})
    void whateverElseIsLeftToOthers(String text) {
        assertThat(InstantText.find(text)).isNull();
    }

    private static String written(Instant instant) {
        var text = new StringBuilder();
        InstantText.append(text, instant);
        return text.toString();
    }
}
