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
 */
public record IntakeAnswer(Instant receivedAt, List<Receipt> receipts, Optional<BurstRequest> burst,
        Optional<CollectionAdvice> collection) {

    public IntakeAnswer {
        receipts = List.copyOf(receipts);
    }
}
