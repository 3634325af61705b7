package org.rollcall.backend.platform;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of what can wait a node answers at once. The rest is told to come again, so that the rest of the work goes on. */
@ConfigMapping(prefix = "rollcall.admission")
public interface AdmissionConfig {

    /** The most looks at trajectories and at who was where that are under way at once; what is more is answered 503. */
    @WithDefault("4")
    @Min(1)
    int looks();

    /** The most reads under way at once, looks included; what is more is answered 503. Never applied to what phones send. */
    @WithDefault("40")
    @Min(1)
    int reads();

    /** With so many reads under way, looks are refused already. */
    @WithDefault("20")
    @Min(1)
    int readsBeforeLooks();
}
