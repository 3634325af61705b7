package org.rollcall.backend.platform;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How wrong a machine's clock may be. */
@ConfigMapping(prefix = "rollcall.clock")
public interface ClockSkewConfig {

    /** By how much a node's clock may differ from the database's; a node that is farther off is not ready. */
    @WithDefault("5s")
    Duration mostOff();
}
