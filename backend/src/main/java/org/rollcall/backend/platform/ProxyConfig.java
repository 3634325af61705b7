package org.rollcall.backend.platform;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which proxies stand in front, and how they say who asked them. */
@ConfigMapping(prefix = "rollcall.proxy")
public interface ProxyConfig {

    /** The headers there are. */
    enum Header {
        X_FORWARDED_FOR, FORWARDED
    }

    /**
     * The addresses of the proxies whose header is believed, as blocks: {@code 10.0.3.0/24,fd00::/8}. What comes from
     * anywhere else came from there, whatever its headers say.
     */
    Optional<List<String>> trusted();

    /** The one header that all of them write; the other is the client's own, and never read. */
    @WithDefault("x-forwarded-for")
    Header header();
}
