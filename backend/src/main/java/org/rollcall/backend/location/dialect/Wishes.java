package org.rollcall.backend.location.dialect;

import java.util.Optional;

import org.rollcall.backend.collection.CollectionAdvice;
import org.rollcall.backend.location.BurstRequest;
import org.rollcall.backend.location.IntakeAnswer;

/**
 * What a phone is asked for with the answer, as far as its client understands it.
 *
 * @param burst what it should send at once, if anything
 * @param collection how it should report from now on, where that needs to be said
 */
record Wishes(Optional<BurstRequest> burst, Optional<CollectionAdvice> collection) {

    static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty());

    static Wishes of(IntakeAnswer answer) {
        return new Wishes(answer.burst(), answer.toTell());
    }

    /** These, and where they say nothing those before. */
    Wishes after(Wishes before) {
        return new Wishes(burst.or(before::burst), collection.or(before::collection));
    }
}
