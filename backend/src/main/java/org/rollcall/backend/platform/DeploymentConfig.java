package org.rollcall.backend.platform;

import java.util.Locale;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Where this installation stands, for what the law of that place forbids. */
@ConfigMapping(prefix = "rollcall.deployment")
public interface DeploymentConfig {

    /**
     * The country, as two letters. In {@code CN} a node that is told to use anything that crosses the border does not
     * start, whatever else is set (PIPL 36).
     */
    Optional<String> region();

    /** Whether personal data must stay in the country without exception. */
    default boolean staysInside() {
        return region().map(region -> region.toUpperCase(Locale.ROOT)).filter("CN"::equals).isPresent();
    }
}
