package org.rollcall.backend.access;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How wrong enrolment codes are slowed down. */
@ConfigMapping(prefix = "rollcall.enrolment")
public interface EnrolmentConfig {

    /** How many wrong codes one network address may send within the window; then it is answered 429. */
    @WithDefault("20")
    int wrongCodes();

    /** The window in which wrong codes are counted, from the first of them. */
    @WithDefault("1m")
    Duration wrongCodesWithin();

    /** The most addresses that a node counts for; beyond, the least used are forgotten. */
    @WithDefault("10000")
    long addressesRemembered();
}
