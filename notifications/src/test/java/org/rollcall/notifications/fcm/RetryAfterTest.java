package org.rollcall.notifications.fcm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:49:37Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"7|7", "0|1", "999999999|3600",
        // The date form of RFC 9110.
        "Tue, 24 Nov 2026 08:51:37 GMT|120", "Tue, 24 Nov 2026 08:49:00 GMT|1", "Wed, 25 Nov 2026 08:49:37 GMT|3600"})
    void secondsAndDatesAreUnderstoodAndBounded(String value, long seconds) {
        assertThat(RetryAfter.of(Map.of("Retry-After", value), NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "9999999999", "Tue, 32 Nov 2026 08:51:37 GMT"})
    void nonsenseIsAMinute(String value) {
        assertThat(RetryAfter.of(Map.of("Retry-After", value), NOW)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void theHeaderMayBeAListOfAnyCaseOrMissing() {
        assertThat(RetryAfter.of(Map.of("retry-after", List.of("9", "10")), NOW)).isEqualTo(Duration.ofSeconds(9));
        assertThat(RetryAfter.of(Map.of("retry-after", List.of()), NOW)).isEqualTo(Duration.ofMinutes(1));
        assertThat(RetryAfter.of(Map.of(), NOW)).isEqualTo(Duration.ofMinutes(1));
        assertThat(RetryAfter.of(null, NOW)).isEqualTo(Duration.ofMinutes(1));
    }
}
