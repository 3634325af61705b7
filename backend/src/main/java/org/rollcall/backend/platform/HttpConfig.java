package org.rollcall.backend.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is let in by HTTP. */
@ConfigMapping(prefix = "rollcall.http")
public interface HttpConfig {

    /** The largest body of a request, but for the few operations that say otherwise. */
    @WithDefault("2M")
    MemorySize largestBody();
}
