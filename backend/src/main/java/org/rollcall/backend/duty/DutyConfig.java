package org.rollcall.backend.duty;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the sweep of duties works. */
@ConfigMapping(prefix = "rollcall.duty")
public interface DutyConfig {

    /** How often a node looks for slots to make and misses to state; {@code off} for never. */
    @WithDefault("10s")
    String sweepEvery();

    /** How far ahead slots are made, so that people see what will be asked of them. */
    @WithDefault("48h")
    Duration slotsAhead();

    /**
     * When no node has swept for this long, the time in between is recorded as an outage of the platform, and windows that
     * closed in it are excused.
     */
    @WithDefault("5m")
    Duration outageAfter();
}
