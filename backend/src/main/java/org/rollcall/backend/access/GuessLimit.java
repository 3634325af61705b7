package org.rollcall.backend.access;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.platform.ProblemException;

/**
 * Slows down who guesses codes. Counts only what was wrong, and only for the address it came from, so that nobody can
 * shut others out; a network of IPv6 counts as one address. Bounded, and each node counts for itself: 80 random bits
 * are what keeps a code, this keeps the database quiet. Thread-safe.
 */
@ApplicationScoped
class GuessLimit {

    private final WrongCounts wrong;

    GuessLimit(EnrolmentConfig config, Clock clock) {
        wrong = new WrongCounts(config.wrongCodes(), config.wrongCodesWithin(), config.addressesRemembered(), clock);
    }

    /** @throws ProblemException TOO_MANY_REQUESTS, if too much was wrong that came from there */
    void check(String address) {
        wrong.check(WrongCounts.network(address));
    }

    /** Counts one that was wrong. */
    void wrong(String address) {
        wrong.add(WrongCounts.network(address));
    }
}
