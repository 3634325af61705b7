package org.rollcall.backend.location;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.collection.CollectionAdvice;
import org.rollcall.backend.platform.ProblemException;

/**
 * What one device sent at once, and what becomes of it. It is answered when the last of its fixes is settled. Settled by
 * one thread after the other, never by two at once.
 *
 * @param <T> what the companion gives
 */
final class Submission<T> {

    private final EnrolledDevice sender;
    private final Instant receivedAt;
    private final Optional<Companion<T>> companion;
    private final List<Item> items = new ArrayList<>();
    private final Consumer<Intake.Accompanied<T>> answered;
    private final Consumer<Throwable> refused;
    private final Receipt[] receipts;

    private final long sinceNanos = System.nanoTime();

    private int settled;
    private volatile boolean answeredOrRefused;
    private Optional<BurstRequest> burst = Optional.empty();
    private Optional<T> result = Optional.empty();
    private Optional<CollectionAdvice> advice = Optional.empty();
    private boolean news;
    private ProblemException refusal;

    Submission(EnrolledDevice sender, List<ReportedFix> fixes, Instant receivedAt, Optional<Companion<T>> companion,
            Consumer<Intake.Accompanied<T>> answered, Consumer<Throwable> refused) {
        this.sender = sender;
        this.receivedAt = receivedAt;
        this.companion = companion;
        this.answered = answered;
        this.refused = refused;
        this.receipts = new Receipt[fixes.size()];
        for (int i = 0; i < fixes.size(); i++) {
            items.add(new Item(this, i, fixes.get(i)));
        }
    }

    EnrolledDevice sender() {
        return sender;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    List<Item> items() {
        return items;
    }

    Optional<Companion<T>> companion() {
        return companion;
    }

    /** When it came, by the clock that measures waiting. */
    long sinceNanos() {
        return sinceNanos;
    }

    boolean isAnswered() {
        return answeredOrRefused;
    }

    /** Answers it before it is settled; what is settled afterwards is not told any more. */
    void refuse(ProblemException why) {
        answeredOrRefused = true;
        refused.accept(why);
    }

    /** What became of one of its fixes: durable, or refused. */
    @SuppressWarnings("unchecked") // a result is what this submission's own companion gave
    void settle(int index, Outcome outcome) {
        if (outcome.refusal() == null) {
            receipts[index] = new Receipt(index, outcome.disposition(), outcome.reason());
            burst = Optional.ofNullable(outcome.burst()).or(() -> burst);
            result = Optional.ofNullable((T) outcome.result()).or(() -> result);
            advice = Optional.ofNullable(outcome.advice()).or(() -> advice);
            news |= outcome.news();
        } else {
            refusal = outcome.refusal();
        }
        settled++;
        if (settled < receipts.length || answeredOrRefused) {
            return;
        }
        answeredOrRefused = true;
        if (refusal == null) {
            answered.accept(new Intake.Accompanied<>(new IntakeAnswer(receivedAt, List.of(receipts), burst, advice,
                    news), result));
        } else {
            refused.accept(refusal);
        }
    }
}
