package org.rollcall.backend.platform;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one clock. Tests put a clock of their own in its place; a demo may let it run faster. */
final class ClockProducer {

    @Produces
    @ApplicationScoped
    Clock clock(ClockConfig config, @ConfigProperty(name = "quarkus.datasource.reactive.url") String database) {
        return config.realFrom().isEmpty() && config.shownFrom().isEmpty()
                ? Clock.systemUTC()
                : faster(config, database);
    }

    /** @throws IllegalStateException if that is no demo: life is never judged by a clock that is wrong */
    private static Clock faster(ClockConfig config, String database) {
        if (!MadeUpData.isDemo(database)) {
            throw new IllegalStateException(
                    "rollcall.demo sets a clock, and the database's name does not end with _demo");
        }
        return new FasterClock(Clock.systemUTC(), config.realFrom().orElseThrow(), config.shownFrom().orElseThrow(),
                config.speed()).asClock();
    }
}
