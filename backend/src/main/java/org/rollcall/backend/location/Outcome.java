package org.rollcall.backend.location;

import java.util.Optional;

import org.rollcall.backend.collection.CollectionAdvice;
import org.rollcall.backend.platform.ProblemException;

/**
 * What became of one fix in a transaction, to be told once that has committed.
 *
 * @param disposition null where it was refused
 * @param reason why it was quarantined; else null
 * @param burst what the phone should send at once; else null
 * @param result what its companion gave; null where it has none or that was not run
 * @param advice how the phone should report from now on; else null
 * @param news whether that is new to it
 * @param refusal why nothing of it is kept; else null
 * @param left why it alone was left; else null
 */
record Outcome(Disposition disposition, QuarantineReason reason, BurstRequest burst, Object result,
        CollectionAdvice advice, boolean news, ProblemException refusal, WhyLeft left) {

    static Outcome of(Disposition disposition) {
        return new Outcome(disposition, null, null, null, null, false, null, null);
    }

    static Outcome quarantined(QuarantineReason reason) {
        return new Outcome(Disposition.QUARANTINED, reason, null, null, null, false, null, null);
    }

    static Outcome refused(ProblemException refusal) {
        return new Outcome(null, null, null, null, null, false, refusal, null);
    }

    static Outcome left(WhyLeft why) {
        return new Outcome(null, null, null, null, null, false, Batches.unavailable(), why);
    }

    Outcome with(Object companionResult) {
        return new Outcome(disposition, reason, burst, companionResult, advice, news, refusal, left);
    }

    Outcome with(BurstRequest request) {
        return new Outcome(disposition, reason, request, result, advice, news, refusal, left);
    }

    Outcome with(Optional<CollectionAdvice> given, boolean newToIt) {
        return new Outcome(disposition, reason, burst, result, given.orElse(null), newToIt, refusal, left);
    }
}
