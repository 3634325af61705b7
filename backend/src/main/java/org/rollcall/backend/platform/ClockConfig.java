package org.rollcall.backend.platform;

import java.time.Instant;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The clock of a demo or a training, which runs faster than life. Nothing else sets it. */
@ConfigMapping(prefix = "rollcall.demo")
interface ClockConfig {

    /**
     * The machine's time at which the demo's clock begins. Refused unless the database's name ends with {@code _demo}.
     */
    Optional<Instant> realFrom();

    /** The time that the demo's clock shows then. It must not overtake the machine's, which the database reads. */
    Optional<Instant> shownFrom();

    /** How many seconds the demo's clock passes in one of the machine's. */
    @WithDefault("1")
    int speed();
}
