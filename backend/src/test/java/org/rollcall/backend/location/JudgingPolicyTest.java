package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.rollcall.backend.collection.LocationMode;
import org.rollcall.geofence.Policy;
import org.rollcall.notifications.Severity;

class JudgingPolicyTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Test
    void anExitIsCriticalInTheQuietHoursOfThePersonsClock() {
        var policy = quiet("22:00", "06:00");

        assertThat(severity(policy, "2026-11-24T13:59:59Z", 100)).isEqualTo(Severity.WARNING);
        assertThat(severity(policy, "2026-11-24T14:00:00Z", 100)).isEqualTo(Severity.CRITICAL);
        assertThat(severity(policy, "2026-11-24T21:59:59Z", 100)).isEqualTo(Severity.CRITICAL);
        assertThat(severity(policy, "2026-11-24T22:00:00Z", 100)).isEqualTo(Severity.WARNING);
    }

    @Test
    void quietHoursMayLieWithinADay() {
        var policy = quiet("01:00", "05:00");

        assertThat(severity(policy, "2026-11-24T16:59:59Z", 100)).isEqualTo(Severity.WARNING);
        assertThat(severity(policy, "2026-11-24T17:00:00Z", 100)).isEqualTo(Severity.CRITICAL);
        assertThat(severity(policy, "2026-11-24T21:00:00Z", 100)).isEqualTo(Severity.WARNING);
    }

    @Test
    void anExitIsCriticalFarAway() {
        var policy = quiet("22:00", "06:00");

        assertThat(severity(policy, "2026-11-24T04:00:00Z", 50_000)).isEqualTo(Severity.WARNING);
        assertThat(severity(policy, "2026-11-24T04:00:00Z", 50_001)).isEqualTo(Severity.CRITICAL);
        assertThat(policy.exitSeverity(Instant.parse("2026-11-24T04:00:00Z"), OptionalDouble.empty(), SHANGHAI))
                .isEqualTo(Severity.WARNING);
    }

    private static Severity severity(JudgingPolicy policy, String at, double metres) {
        return policy.exitSeverity(Instant.parse(at), OptionalDouble.of(metres), SHANGHAI);
    }

    private static JudgingPolicy quiet(String from, String until) {
        return new JudgingPolicy(1, LocationMode.CHECKPOINT, Policy.CHECKPOINT, 3, Duration.ofMinutes(2),
                LocalTime.parse(from), LocalTime.parse(until), 50_000, Duration.ofDays(1));
    }
}
