package org.rollcall.backend.access;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.platform.ProblemException;

/** Slows down who guesses codes of guardians: the same count, by address, as for codes of phones. Thread-safe. */
@ApplicationScoped
public class GuardianCodeLimit {

    private final GuessLimit limit;

    GuardianCodeLimit(GuessLimit limit) {
        this.limit = limit;
    }

    /** @throws ProblemException TOO_MANY_REQUESTS, if too much was wrong that came from there */
    public void check(String address) {
        limit.check(address);
    }

    /** Counts one that was wrong. */
    public void wrong(String address) {
        limit.wrong(address);
    }
}
