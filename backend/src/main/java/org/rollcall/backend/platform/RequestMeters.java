package org.rollcall.backend.platform;

import java.time.Clock;
import java.util.List;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

/** What the limits of requests have in common: how they count, and that it is counted who was turned away. */
@ApplicationScoped
public class RequestMeters {

    /** Whose requests are counted. */
    public enum By {
        ADDRESS, ACCOUNT, DEVICE
    }

    /** Requests turned away as too many. */
    static final String COUNTER = "rollcall.requests.turned.away";

    private static final double SECONDS = 60;

    /** There from the start on. */
    void register(@Observes StartupEvent event, MeterRegistry metrics) {
        List.of(By.values()).forEach(by -> metrics.counter(COUNTER, "by", tag(by)));
    }

    /** Counts one that was turned away. */
    public static void turnedAway(MeterRegistry metrics, By by) {
        metrics.counter(COUNTER, "by", tag(by)).increment();
    }

    /** Allowances of so many a minute, all of which may come at once. */
    public static <K> Allowances<K> perMinute(int many, long remembered, Clock clock) {
        return new Allowances<>(many, many / SECONDS, remembered, clock);
    }

    private static String tag(By by) {
        return by.name().toLowerCase(Locale.ROOT);
    }
}
