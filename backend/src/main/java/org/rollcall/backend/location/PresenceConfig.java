package org.rollcall.backend.location;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much a search for who was where may ask. What is more is refused, and not cut: half an answer would mislead. */
@ConfigMapping(prefix = "rollcall.presence")
public interface PresenceConfig {

    /** The most people that a search names. */
    @WithDefault("200")
    @Min(1)
    @Max(1000)
    int people();

    /** The most fixes near the area that a search looks at. */
    @WithDefault("20000")
    @Min(1)
    @Max(200_000)
    int fixes();

    /** How long the database may look. */
    @WithDefault("5s")
    Duration within();
}
