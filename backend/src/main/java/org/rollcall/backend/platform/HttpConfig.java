package org.rollcall.backend.platform;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is let in by HTTP. */
@ConfigMapping(prefix = "rollcall.http")
public interface HttpConfig {

    /** The largest body of a request, but for the few operations that say otherwise. */
    @WithDefault("2M")
    MemorySize largestBody();

    /** How long a body may take to come; then the request is answered 503 and its connection closed. */
    @WithDefault("30s")
    Duration bodyWithin();

    /** The same for the few operations whose bodies may be larger. */
    @WithDefault("10m")
    Duration largeBodyWithin();
}
