package org.rollcall.backend.location;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.rollcall.backend.collection.CollectionAdvice;

/**
 * What became of what a device sent. Every disposition is durable when this exists.
 *
 * @param receipts one a fix, in the order in which they were given
 * @param burst what the phone should send at once, if anything
 * @param collection how it should report from now on; empty where nothing may be collected
 * @param news whether it has not been answered since that may have changed
 */
public record IntakeAnswer(Instant receivedAt, List<Receipt> receipts, Optional<BurstRequest> burst,
        Optional<CollectionAdvice> collection, boolean news) {

    public IntakeAnswer {
        receipts = List.copyOf(receipts);
    }

    /** How it should report, where that needs to be said in a client's own words: once, and not with every answer. */
    public Optional<CollectionAdvice> toTell() {
        return news ? collection : Optional.empty();
    }
}
