package org.rollcall.backend.platform;

import java.time.Duration;
import java.util.Set;

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

    /** How long the head of a request may take to come; then the connection is answered 408 and closed. */
    @WithDefault("20s")
    Duration headWithin();

    /**
     * How many connections one address may hold; a further one is closed at once. Many phones of a mobile network may share
     * an address.
     */
    @WithDefault("2000")
    int connectionsOfOneAddress();

    /** Addresses that may hold any number of connections: those of balancers and proxies. */
    @WithDefault("127.0.0.1,0:0:0:0:0:0:0:1")
    Set<String> balancers();
}
