package org.rollcall.backend.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * The keys that the provider signs with, fetched when a token names one that is not known: by one request at a time and
 * only so often, whoever asks, so that made-up names of keys cost nothing. Thread-safe.
 */
@ApplicationScoped
class ProviderKeys {

    private static final Logger LOG = Logger.getLogger(ProviderKeys.class);
    private static final int LONGEST_DOCUMENT = 500_000;

    private final Vertx vertx;
    private final ProviderConfig config;
    private final Clock clock;
    private final HttpClient http;
    private final AtomicReference<List<JsonWebKey>> known = new AtomicReference<>(List.of());
    private final AtomicReference<Instant> asked = new AtomicReference<>(Instant.EPOCH);

    ProviderKeys(Vertx vertx, ProviderConfig config, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        // It is told where to go by configuration alone.
        this.http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.patience()).build();
    }

    /** All keys known, asked for anew where none has that id and it is time. */
    Uni<List<JsonWebKey>> with(String issuer, Optional<String> keyId) {
        var keys = known.get();
        boolean isThere = keyId.isPresent()
                && keys.stream().anyMatch(key -> keyId.get().equals(key.getKeyId()));
        var last = asked.get();
        var now = clock.instant();
        if (isThere || now.isBefore(last.plus(config.keysAskedEvery())) || !asked.compareAndSet(last, now)) {
            return Uni.createFrom().item(keys);
        }
        return vertx.executeBlocking(() -> fetched(issuer), false).invoke(known::set).onFailure()
                .recoverWithItem(failure -> {
                    LOG.errorf("the keys of the provider could not be had: %s", failure.toString());
                    return keys;
                });
    }

    private List<JsonWebKey> fetched(String issuer) throws IOException, InterruptedException, JoseException {
        var base = address(issuer);
        var discovery = new JsonObject(get(URI.create(strip(base) + "/.well-known/openid-configuration")));
        if (!issuer.equals(discovery.getString("issuer"))) {
            throw new IOException("the provider calls itself by another name");
        }
        var keys = address(discovery.getString("jwks_uri"));
        if (!keys.getScheme().equals(base.getScheme()) || !keys.getAuthority().equals(base.getAuthority())) {
            throw new IOException("the provider's keys are somewhere else");
        }
        return new JsonWebKeySet(get(keys)).getJsonWebKeys();
    }

    private String get(URI address) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(address).timeout(config.patience()).build(),
                BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            var text = new String(body.readNBytes(LONGEST_DOCUMENT), StandardCharsets.UTF_8);
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return text;
        } catch (DecodeException e) {
            throw new IOException("no JSON", e);
        }
    }

    private static String strip(URI base) {
        var text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** @throws IllegalArgumentException if what goes there could be read or changed on its way */
    static URI address(String text) {
        var address = URI.create(text == null ? "" : text);
        boolean isHere = "http".equals(address.getScheme()) && isThisMachine(address.getHost());
        if (address.getHost() == null || !("https".equals(address.getScheme()) || isHere)) {
            throw new IllegalArgumentException("an address of the provider is https, or http of this machine");
        }
        return address;
    }

    private static boolean isThisMachine(String host) {
        try {
            return host != null && host.matches("127\\.[0-9.]+|localhost|\\[::1]")
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
