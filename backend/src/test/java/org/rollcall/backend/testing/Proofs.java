package org.rollcall.backend.testing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkus.arc.Arc;
import io.restassured.authentication.PreemptiveOAuth2HeaderScheme;
import io.restassured.specification.FilterableRequestSpecification;
import io.vertx.core.json.JsonObject;
import org.rollcall.backend.access.DeviceTokens;

/**
 * What a well-behaved phone says with each request (RFC 9449). Phones made by {@link People} are known here, so that
 * tests of other things need not think of it.
 */
public final class Proofs {

    private static final Map<UUID, PhoneKey> KNOWN = new ConcurrentHashMap<>();

    private Proofs() {
    }

    /** From now on requests with a token of that device carry proofs of that key. */
    public static void remember(UUID device, PhoneKey key) {
        KNOWN.put(device, key);
    }

    /** The claims of a proof for that request, made now; a test may change them before they are signed. */
    public static Map<String, Object> claims(String method, String path, String token, Instant now) {
        return new HashMap<>(Map.of("htm", method, "htu", address(path), "ath", hash(token), "iat",
                now.getEpochSecond(), "jti", UUID.randomUUID().toString()));
    }

    /** The header that goes with that key. */
    public static Map<String, Object> header(PhoneKey key) {
        return Map.of("alg", "ES256", "typ", "dpop+jwt", "jwk", key.jwk());
    }

    /** A proof for that request, made now. */
    public static String of(PhoneKey key, String method, String path, String token) {
        var now = Arc.container().instance(TestClock.class).get().instant();
        return key.sign(header(key), claims(method, path, token, now));
    }

    /** Adds one to a request of a phone that is known here, unless it has one. */
    static void addTo(FilterableRequestSpecification request) {
        if (!request.getHeaders().hasHeaderWithName("DPoP")) {
            token(request).ifPresent(token -> deviceOf(token).map(KNOWN::get)
                    .ifPresent(key -> request.header("DPoP", of(key, request.getMethod(),
                            URI.create(request.getURI()).getRawPath(), token))));
        }
    }

    private static Optional<String> token(FilterableRequestSpecification request) {
        if (request.getAuthenticationScheme() instanceof PreemptiveOAuth2HeaderScheme scheme) {
            return Optional.of(scheme.getAccessToken());
        }
        return Optional.ofNullable(request.getHeaders().getValue("Authorization"))
                .filter(value -> value.startsWith("Bearer ")).map(value -> value.substring(7));
    }

    private static Optional<UUID> deviceOf(String token) {
        var parts = token.split("\\.");
        try {
            return parts.length != 3
                    ? Optional.empty()
                    : Optional.ofNullable(new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]),
                            StandardCharsets.UTF_8)).getString("device")).map(UUID::fromString);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String address(String path) {
        return Arc.container().instance(DeviceTokens.class).get().serverUrl() + path;
    }

    private static String hash(String token) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
