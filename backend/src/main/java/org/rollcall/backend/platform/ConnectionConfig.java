package org.rollcall.backend.platform;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When a connection to the database is given up. */
@ConfigMapping(prefix = "rollcall.connection")
public interface ConnectionConfig {

    /**
     * For how long nothing may come from the database before a connection, and what is under way on it, is given up; longer
     * than any statement and any wait for a lock may take.
     */
    @WithDefault("45s")
    Duration silentFor();

    /** How long making a connection may take. */
    @WithDefault("5s")
    Duration connectWithin();
}
