package org.rollcall.backend.access;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.platform.ProblemException;

/**
 * Slows down who guesses passwords or proofs. Counts only what was wrong, for a name together with the address that it
 * came from: whoever guesses somebody's password shuts that person out of nowhere but the own network. Beside it all
 * names of one address are counted, against who tries one password on many. Each node counts for itself. Thread-safe.
 */
@ApplicationScoped
class SignInLimit {

    private final WrongCounts names;
    private final WrongCounts addresses;
    private final WrongCounts everywhere;

    SignInLimit(SignInConfig config, Clock clock) {
        names = new WrongCounts(config.wrongOfOneName(), config.within(), config.remembered(), clock);
        addresses = new WrongCounts(config.wrongOfOneAddress(), config.within(), config.remembered(), clock);
        everywhere = new WrongCounts(config.wrongOfOneNameEverywhere(), config.everywhereWithin(), config.remembered(),
                clock);
    }

    /**
     * Nothing, for who may try.
     *
     * @param name who it would be, in lower case: a login, or the id of a device; empty where it names nobody
     * @throws ProblemException TOO_MANY_REQUESTS
     */
    void check(String address, String name) {
        var network = WrongCounts.network(address);
        addresses.check(network);
        if (!name.isEmpty()) {
            names.check(network + " " + name);
        }
    }

    /**
     * Nothing, for who comes from where that name is known, and else while it was not guessed from everywhere: many
     * addresses that each guess a little shut it out of nowhere that its owner is used to come from.
     *
     * @param known whether that name signed in from there lately
     * @throws ProblemException TOO_MANY_REQUESTS
     */
    void checkStranger(String name, boolean known) {
        if (!known) {
            everywhere.check(name);
        }
    }

    /** Counts one that was wrong. */
    void wrong(String address, String name) {
        var network = WrongCounts.network(address);
        addresses.add(network);
        if (!name.isEmpty()) {
            names.add(network + " " + name);
            everywhere.add(name);
        }
    }
}
