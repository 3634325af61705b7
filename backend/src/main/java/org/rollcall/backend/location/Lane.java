package org.rollcall.backend.location;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Context;
import org.jboss.logging.Logger;

/**
 * A queue with one transaction at work at a time: each takes what has gathered while the last one committed, so that
 * under load a commit carries many requests and without load a request waits for nobody. No timer, and bounded.
 *
 * <p>The queue is touched on the lane's own context only; {@link #offer} may be called by any thread.
 */
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);

    private final Context context;
    private final BatchProcessor processor;
    private final int mostFixes;
    private final int batchFixes;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ArrayDeque<Submission<?>> queue = new ArrayDeque<>();
    private boolean committing;

    Lane(Context context, BatchProcessor processor, int mostFixes, int batchFixes) {
        this.context = context;
        this.processor = processor;
        this.mostFixes = mostFixes;
        this.batchFixes = batchFixes;
    }

    /** Takes it, to be settled in its turn; false where the lane is full. */
    boolean offer(Submission<?> submission) {
        int fixes = submission.items().size();
        if (waiting.addAndGet(fixes) > mostFixes) {
            waiting.addAndGet(-fixes);
            return false;
        }
        context.runOnContext(ignored -> {
            queue.add(submission);
            commit();
        });
        return true;
    }

    /** How many fixes are queued or at work. */
    int waiting() {
        return waiting.get();
    }

    private void commit() {
        if (committing || queue.isEmpty()) {
            return;
        }
        committing = true;
        var batch = gathered();
        processor.process(batch).subscribe().with(ignored -> context.runOnContext(done -> next(batch.size())),
                failure -> {
                    // It never should. What it has not settled is answered by the caller's patience.
                    LOG.errorf("a batch failed unsettled: %s", failure.getClass().getName());
                    context.runOnContext(done -> next(batch.size()));
                });
    }

    private List<Item> gathered() {
        var batch = new ArrayList<Item>();
        do {
            batch.addAll(queue.remove().items());
        } while (!queue.isEmpty() && batch.size() + queue.peek().items().size() <= batchFixes);
        return batch;
    }

    private void next(int settled) {
        waiting.addAndGet(-settled);
        committing = false;
        commit();
    }
}
