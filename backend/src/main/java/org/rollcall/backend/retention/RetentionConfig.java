package org.rollcall.backend.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When a node looks for what has been kept long enough. The periods are in the register of processing. */
@ConfigMapping(prefix = "rollcall.retention")
public interface RetentionConfig {

    /** How often a node looks for what has been kept long enough; {@code off} for never. */
    @WithDefault("1h")
    String every();
}
