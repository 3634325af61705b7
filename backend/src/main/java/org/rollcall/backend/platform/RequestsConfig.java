package org.rollcall.backend.platform;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How many requests one sender may make, beside fixes, which have limits of their own ({@code rollcall.senders}). A minute's
 * worth may come at once. Beyond, the answer is 429 with Retry-After; each node counts for itself.
 */
@ConfigMapping(prefix = "rollcall.requests")
public interface RequestsConfig {

    /** Of one member of staff in a minute. */
    @WithDefault("600")
    @Min(1)
    int accountPerMinute();

    /** Of one phone in a minute. */
    @WithDefault("120")
    @Min(1)
    int devicePerMinute();

    /** Of one network address in a minute, before it is asked who it is. Many phones share the address of their carrier. */
    @WithDefault("12000")
    @Min(1)
    int addressPerMinute();

    /** The most senders of each kind that a node counts for; beyond, the least active are forgotten. */
    @WithDefault("100000")
    @Min(1)
    long remembered();
}
