package org.rollcall.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private final RetrySchedule schedule = new RetrySchedule(Duration.ofSeconds(5), Duration.ofSeconds(30), 5);

    @Test
    void delaysDoubleUpToTheBound() {
        DeliveryResult.Retry soon = new DeliveryResult.Retry(Duration.ofSeconds(1), "UNAVAILABLE");
        assertThat(schedule.nextDelay(1, soon, 0)).contains(Duration.ofSeconds(5));
        assertThat(schedule.nextDelay(2, soon, 0)).contains(Duration.ofSeconds(10));
        assertThat(schedule.nextDelay(4, soon, 0)).contains(Duration.ofSeconds(30));
    }

    @Test
    void neverBeforeTheChannelAskedAndNotForEver() {
        DeliveryResult.Retry later = new DeliveryResult.Retry(Duration.ofMinutes(10), "QUOTA_EXCEEDED");
        assertThat(schedule.nextDelay(1, later, 0)).contains(Duration.ofMinutes(10));
        assertThat(schedule.nextDelay(1, later, 0.5)).contains(Duration.ofMinutes(11));
        assertThat(schedule.nextDelay(5, later, 0)).isEmpty();
    }
}
