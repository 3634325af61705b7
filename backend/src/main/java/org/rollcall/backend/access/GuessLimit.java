package org.rollcall.backend.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.rollcall.backend.platform.ProblemException;

/**
 * Slows down who guesses codes. Counts only what was wrong, and only for the address it came from, so that nobody can
 * shut others out; a network of IPv6 counts as one address. Bounded, and each node counts for itself: 80 random bits
 * are what keeps a code, this keeps the database quiet. Thread-safe.
 */
@ApplicationScoped
class GuessLimit {

    private record Wrong(Instant first, int count) {}

    private static final int IPV6_NETWORK_BYTES = 8;

    private final EnrolmentConfig config;
    private final Clock clock;
    private final Cache<String, Wrong> wrong;

    GuessLimit(EnrolmentConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.wrong = Caffeine.newBuilder().maximumSize(config.addressesRemembered()).build();
    }

    /** @throws ProblemException TOO_MANY_REQUESTS, if too much was wrong that came from there */
    void check(String address) {
        var known = wrong.getIfPresent(network(address));
        var now = clock.instant();
        if (known != null && known.count() >= config.wrongCodes() && now.isBefore(end(known))) {
            throw ProblemException.tooMany(Duration.between(now, end(known)));
        }
    }

    /** Counts one that was wrong. */
    void wrong(String address) {
        var now = clock.instant();
        wrong.asMap().compute(network(address), (network, known) -> known == null || !now.isBefore(end(known))
                ? new Wrong(now, 1)
                : new Wrong(known.first(), known.count() + 1));
    }

    private Instant end(Wrong known) {
        return known.first().plus(config.wrongCodesWithin());
    }

    private static String network(String address) {
        try {
            // A literal: nothing is looked up.
            var bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes.length > 4 ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
