package org.rollcall.backend.location;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long raw fixes are kept. */
@ConfigMapping(prefix = "rollcall.retention")
public interface RetentionConfig {

    /**
     * For how many days raw fixes are kept, and at least as long as fixes are taken. Then what alerts, leaves, findings and
     * disputes name stays, and of the rest one fix a person and day.
     */
    @WithDefault("90")
    @Min(1)
    @Max(3650)
    int fixDays();

    /** How often a node looks for days that have been kept long enough; {@code off} for never. */
    @WithDefault("1h")
    String every();
}
