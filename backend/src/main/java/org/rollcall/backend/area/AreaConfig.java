package org.rollcall.backend.area;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How areas are kept in memory and taken in. */
@ConfigMapping(prefix = "rollcall.area")
public interface AreaConfig {

    /**
     * How many vertices of compiled areas a node keeps in memory, at about 60 bytes each: those of all counties of a
     * province are under a million.
     */
    @WithDefault("4000000")
    long compiledVertices();

    /** The largest file of areas that is taken in at once. All other bodies have the limit of the server. */
    @WithDefault("64M")
    MemorySize largestImport();
}
