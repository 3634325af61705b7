package org.rollcall.backend.location.dialect;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much foreign apps may send. */
@ConfigMapping(prefix = "rollcall.senders")
public interface SendersConfig {

    /** How many messages one device may send at once, as after an outage; a batch is one. Each node counts for itself. */
    @WithDefault("600")
    @Min(1)
    int messagesAtOnce();

    /** How many messages a second one device may send for as long as it likes. */
    @WithDefault("20")
    @Positive
    double messagesPerSecond();

    /** The most devices that a node counts for; beyond, the least used are forgotten. */
    @WithDefault("200000")
    @Min(1)
    long devicesRemembered();

    /** How much memory a node has for bodies that are being read; who comes when it is used up is answered 503. */
    @WithDefault("64M")
    MemorySize bodyMemory();
}
