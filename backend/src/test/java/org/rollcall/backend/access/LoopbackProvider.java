package org.rollcall.backend.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** A provider of OpenID Connect on the loopback interface: tells its keys over HTTP and signs with them. */
final class LoopbackProvider implements AutoCloseable {

    private final HttpServer server;
    private final Clock clock;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile RsaJsonWebKey key = key("one");

    LoopbackProvider(Clock clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/realm/.well-known/openid-configuration", exchange -> answer(exchange,
                "{\"issuer\": \"" + issuer() + "\", \"jwks_uri\": \"" + issuer() + "/keys\"}"));
        server.createContext("/realm/keys", exchange -> {
            asked.incrementAndGet();
            answer(exchange, "{\"keys\": [" + key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}");
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    /** How often its keys were asked for. */
    int asked() {
        return asked.get();
    }

    /** From now on it signs with another key. */
    void turnKey(String id) {
        key = key(id);
    }

    static RsaJsonWebKey key(String id) {
        try {
            var made = RsaJwkGenerator.generateJwk(2_048);
            made.setKeyId(id);
            return made;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token about somebody with those posts, with something changed. */
    String token(String subject, List<String> posts, Consumer<JwtClaims> change) {
        return signed(claims(subject, posts, change), key, AlgorithmIdentifiers.RSA_USING_SHA256);
    }

    String token(String subject, String... posts) {
        return token(subject, List.of(posts), claims -> {
        });
    }

    JwtClaims claims(String subject, List<String> posts, Consumer<JwtClaims> change) {
        var claims = new JwtClaims();
        claims.setIssuer(issuer());
        claims.setAudience("rollcall");
        claims.setSubject(subject);
        claims.setGeneratedJwtId();
        claims.setIssuedAt(NumericDate.fromMilliseconds(clock.millis()));
        claims.setExpirationTime(NumericDate.fromMilliseconds(clock.millis() + 120_000));
        claims.setClaim("name", "Wang Min");
        claims.setClaim("rollcall_posts", posts);
        change.accept(claims);
        return claims;
    }

    RsaJsonWebKey key() {
        return key;
    }

    static String signed(JwtClaims claims, RsaJsonWebKey key, String algorithm) {
        return sign(claims, key.getKeyId(), key.getPrivateKey(), algorithm);
    }

    static String sign(JwtClaims claims, String keyId, java.security.Key key, String algorithm) {
        var token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKeyIdHeaderValue(keyId);
        token.setKey(key);
        token.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
        token.setAlgorithmHeaderValue(algorithm);
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How the server is told of a provider. */
    record Settings(Optional<String> issuer) implements ProviderConfig {

        @Override
        public String clientId() {
            return "rollcall";
        }

        @Override
        public String postsClaim() {
            return "rollcall_posts";
        }

        @Override
        public Set<PostRole> roles() {
            return Arrays.stream(PostRole.values()).filter(role -> role != PostRole.ADMIN)
                    .collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public Optional<String> secondFactorAcr() {
            return Optional.of("mfa");
        }

        @Override
        public Duration postsHoldFor() {
            return Duration.ofHours(12);
        }

        @Override
        public Duration tokensHoldFor() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration keysAskedEvery() {
            return Duration.ofSeconds(30);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
