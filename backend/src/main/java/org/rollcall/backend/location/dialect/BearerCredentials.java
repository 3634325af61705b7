package org.rollcall.backend.location.dialect;

import java.util.Optional;

/** What a Bearer Authorization header says. */
final class BearerCredentials {

    private static final String SCHEME = "Bearer ";

    private BearerCredentials() {
    }

    /** @param header as it came; null where there is none */
    static Optional<String> of(String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
