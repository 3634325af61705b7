package org.rollcall.backend.access;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Tokens whose signature this node has checked. To check one costs more than all the rest of taking a fix, and a phone
 * sends the same token until it ends; what it says does not change meanwhile. What its bearer may do is no part of it and
 * is asked elsewhere. Bounded; holds hashes and no token. Thread-safe.
 */
@ApplicationScoped
class VerifiedTokens {

    private record Verified(Subject subject, long endsAtSecond) {}

    private final Cache<ByteBuffer, Verified> tokens;
    private final Clock clock;

    VerifiedTokens(CredentialsConfig config, Clock clock) {
        this.tokens = Caffeine.newBuilder().maximumSize(config.remembered()).expireAfterWrite(AccessTokens.LIFE)
                .build();
        this.clock = clock;
    }

    /** Whom it names; empty where it was not checked yet, or has ended. */
    Optional<Subject> find(String token) {
        return Optional.ofNullable(tokens.getIfPresent(name(token)))
                .filter(known -> clock.instant().getEpochSecond() < known.endsAtSecond()).map(Verified::subject);
    }

    /** Remembers one whose signature, issuer and audience are right. */
    void remember(String token, Subject subject, long endsAtSecond) {
        tokens.put(name(token), new Verified(subject, endsAtSecond));
    }

    /** Has each checked anew. */
    void forgetAll() {
        tokens.invalidateAll();
    }

    private static ByteBuffer name(String token) {
        return ByteBuffer.wrap(DeviceSecret.sha256(token));
    }
}
