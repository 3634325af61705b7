package org.rollcall.backend.supervisee;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Accounts of guardians. */
@ConfigMapping(prefix = "rollcall.guardians")
public interface GuardianConfig {

    /** How long the code is good that a guardian is given, on paper or by hand. */
    @WithDefault("7d")
    Duration codesHoldFor();
}
