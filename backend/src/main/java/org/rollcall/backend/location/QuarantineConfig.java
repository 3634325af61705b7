package org.rollcall.backend.location;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of what cannot be read is kept. */
@ConfigMapping(prefix = "rollcall.quarantine")
public interface QuarantineConfig {

    /** How many bytes of a body are kept; the rest is cut off. */
    @WithDefault("16384")
    @Min(0)
    @Max(1_000_000)
    int bodyBytes();

    /** How many bodies of one device are kept of one UTC day; further ones are only counted. */
    @WithDefault("50")
    @Min(0)
    int bodiesPerDay();
}
