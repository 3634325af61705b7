package org.rollcall.backend.location.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import org.rollcall.backend.access.DeviceCredentials;
import org.rollcall.backend.access.EnrolledDevice;

/**
 * What a Basic Authorization header says.
 *
 * @param userName empty where the client sends its secret alone, as Overland's OwnTracks mode does, unencoded
 */
record BasicCredentials(Optional<String> userName, String password) {

    private static final String SCHEME = "Basic ";
    private static final int LONGEST = 1_000;

    /** @param header as it came; null where there is none */
    static Optional<BasicCredentials> of(String header) {
        if (header == null || header.length() > LONGEST
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        var word = header.substring(SCHEME.length()).strip();
        if (word.endsWith(":")) {
            return Optional.of(new BasicCredentials(Optional.empty(), word.substring(0, word.length() - 1)));
        }
        try {
            var decoded = new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(Optional.of(decoded.substring(0, colon)),
                            decoded.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The device that has them. */
    static Uni<Optional<EnrolledDevice>> find(DeviceCredentials credentials, Optional<BasicCredentials> sent,
            String from) {
        return sent.map(basic -> basic.userName().map(user -> credentials.find(user, basic.password(), from))
                .orElseGet(() -> credentials.find(basic.password(), from)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    @Override
    public String toString() {
        return "BasicCredentials[]";
    }
}
