package org.rollcall.backend.location;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.vertx.core.Context;
import org.jboss.logging.Logger;

/**
 * A queue with one transaction at work at a time: each takes what has gathered while the last one committed, so that
 * under load a commit carries many requests and without load a request waits for nobody. Bounded, and fair: see
 * {@link FairQueue}.
 *
 * <p>A database that is quick under load would be given a transaction for every few fixes, and each costs as much as
 * several fixes do. So the next one after a busy one waits a moment until there is enough for it (ADR 41).
 *
 * <p>The queue is touched on the lane's own context only; {@link #offer} may be called by any thread.
 */
final class Lane {

    /** A transaction with so many fixes comes of load; after one with fewer nobody waits. */
    static final int BUSY = 8;
    /** So many share what a transaction costs well enough: there is no waiting for more. */
    static final int ENOUGH = 64;

    private static final long NOT_GATHERING = -1;
    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final Context context;
    private final BatchProcessor processor;
    private final int mostFixes;
    private final int batchFixes;
    private final long gatherMillis;
    private final Consumer<Submission<?>> refuse;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<Submission<?>> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean called = new AtomicBoolean();
    private final FairQueue queue;
    private final Waiting unanswered = new Waiting();
    private boolean committing;
    private long gathering = NOT_GATHERING;

    /**
     * @param mostFixes the most that wait, those at work included
     * @param mostOfOne the most of one device that wait, a single request's excepted
     * @param batchFixes the most in one transaction, a single request's excepted
     * @param gather how long a lane under load waits for enough fixes, a millisecond at least; zero for not at all
     * @param refuse answers what one device has sent beyond its share
     */
    Lane(Context context, BatchProcessor processor, int mostFixes, int mostOfOne, int batchFixes, Duration gather,
            Consumer<Submission<?>> refuse) {
        this.context = context;
        this.processor = processor;
        this.mostFixes = mostFixes;
        this.batchFixes = batchFixes;
        this.gatherMillis = gather.isZero() ? 0 : Math.max(1, gather.toMillis());
        this.queue = new FairQueue(mostOfOne);
        this.refuse = refuse;
    }

    /** Takes it, to be settled in its turn or refused as too much of one device; false where the lane is full. */
    boolean offer(Submission<?> submission) {
        int fixes = submission.items().size();
        if (waiting.addAndGet(fixes) > mostFixes) {
            waiting.addAndGet(-fixes);
            return false;
        }
        arrived.add(submission);
        // One call for all that come before it is made: under load a read of sockets brings many.
        if (!called.getAndSet(true)) {
            context.runOnContext(ignored -> queueArrived());
        }
        return true;
    }

    private void queueArrived() {
        called.set(false);
        for (var submission = arrived.poll(); submission != null; submission = arrived.poll()) {
            if (queue.add(submission)) {
                unanswered.add(submission);
            } else {
                waiting.addAndGet(-submission.items().size());
                refuse.accept(submission);
            }
        }
        commit();
    }

    /** Gives those to {@code late} that have waited that long for their answer. On the lane's own context. */
    void look(Duration patience, Consumer<Submission<?>> late) {
        unanswered.look(patience, late);
    }

    /** How many fixes are queued or at work. */
    int waiting() {
        return waiting.get();
    }

    private void commit() {
        if (committing || queue.isEmpty() || gathering != NOT_GATHERING && waiting.get() < ENOUGH) {
            return;
        }
        endGathering();
        committing = true;
        var batch = queue.next(batchFixes);
        processor.process(batch).subscribe().with(ignored -> context.runOnContext(done -> next(batch.size())),
                failure -> {
                    // It never should. What it has not settled is answered by the caller's patience.
                    LOG.errorf("a batch failed unsettled: %s", failure.getClass().getName());
                    context.runOnContext(done -> next(batch.size()));
                });
    }

    private void next(int settled) {
        waiting.addAndGet(-settled);
        committing = false;
        if (settled >= BUSY && gatherMillis > 0) {
            gathering = context.owner().setTimer(gatherMillis, timer -> {
                gathering = NOT_GATHERING;
                commit();
            });
        }
        commit();
    }

    private void endGathering() {
        if (gathering != NOT_GATHERING) {
            context.owner().cancelTimer(gathering);
            gathering = NOT_GATHERING;
        }
    }
}
