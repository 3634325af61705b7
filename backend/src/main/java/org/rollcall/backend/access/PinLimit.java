package org.rollcall.backend.access;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.platform.ProblemException;

/**
 * Slows down who guesses PINs. Eight digits are few, so beside the network that a guess came from, and the person from
 * there, it counts a person's wrong ones from everywhere: whoever has many addresses shuts that person out of this one way
 * for a window at most, and of nothing else. What nobody has is counted alike. Each node counts for itself. Thread-safe.
 */
@ApplicationScoped
class PinLimit {

    private final WrongCounts persons;
    private final WrongCounts addresses;
    private final WrongCounts everywhere;

    PinLimit(CheckInPinConfig config, Clock clock) {
        persons = new WrongCounts(config.wrongOfOnePerson(), config.within(), config.remembered(), clock);
        addresses = new WrongCounts(config.wrongOfOneAddress(), config.within(), config.remembered(), clock);
        everywhere = new WrongCounts(config.wrongFromEverywhere(), config.within(), config.remembered(), clock);
    }

    /** @throws ProblemException TOO_MANY_REQUESTS, if too much was wrong */
    void check(String address, String caseNumber) {
        var network = WrongCounts.network(address);
        addresses.check(network);
        persons.check(network + " " + caseNumber);
        everywhere.check(caseNumber);
    }

    /** Counts one that was wrong. */
    void wrong(String address, String caseNumber) {
        var network = WrongCounts.network(address);
        addresses.add(network);
        persons.add(network + " " + caseNumber);
        everywhere.add(caseNumber);
    }
}
