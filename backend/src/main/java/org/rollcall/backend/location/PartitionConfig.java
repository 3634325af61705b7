package org.rollcall.backend.location;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The days for which fixes can be stored. */
@ConfigMapping(prefix = "rollcall.partitions")
public interface PartitionConfig {

    /** How many days back fixes are taken; at least as many as raw fixes are kept. */
    @WithDefault("90")
    @Min(1)
    @Max(300)
    int daysBack();

    /** How many days ahead partitions are made. */
    @WithDefault("14")
    @Min(7)
    @Max(90)
    int daysAhead();

    /** How often a node looks whether partitions are missing, beside once at its start; {@code off} for never. */
    @WithDefault("1m")
    String every();
}
