package org.rollcall.backend.location;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Lets nodes on one database go on from gate to gate, one at a time, in an order that a seed decides. It waits until every
 * node stands at a gate, has ended, or waits for a lock of another, so that the same seed is the same schedule.
 */
final class Interleaving {

    /** Where a node stops: before each of these. */
    enum Gate {
        // @formatter:off
        LOCK, READ, INSERT, WRITE, COMMIT
        // @formatter:on
    }

    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();
    private static final long LOOK_MILLIS = 1;

    private record Stand(Gate gate, Runnable goOn) {}

    private final Random random;
    private final IntPredicate blocked;
    private final Map<Integer, Stand> standing = new HashMap<>();
    private final Map<Integer, Integer> backends = new HashMap<>();
    private final List<Integer> running = new ArrayList<>();
    private final StringBuilder trace = new StringBuilder();
    private Throwable failure;

    /** @param blocked whether that process of the database waits for another one */
    Interleaving(Random random, IntPredicate blocked) {
        this.random = random;
        this.blocked = blocked;
    }

    /** Completes when the node is let on. */
    Uni<Void> pass(int node, Gate gate) {
        return Uni.createFrom().emitter(emitter -> {
            var context = Vertx.currentContext();
            Runnable goOn = () -> emitter.complete(null);
            synchronized (this) {
                standing.put(node, new Stand(gate,
                        context == null ? goOn : () -> context.runOnContext(ignored -> goOn.run())));
                notifyAll();
            }
        });
    }

    synchronized void worksAt(int node, int backend) {
        backends.put(node, backend);
    }

    /** Runs them to their ends. */
    void run(List<Uni<Void>> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            int node = i;
            synchronized (this) {
                running.add(node);
            }
            nodes.get(node).subscribe().with(done -> ended(node, null), thrown -> ended(node, thrown));
        }
        long until = System.nanoTime() + PATIENCE;
        for (var next = next(until); next != null; next = next(until)) {
            next.run();
        }
    }

    /** Who went on through which gate, in order. */
    String trace() {
        return trace.toString();
    }

    private synchronized void ended(int node, Throwable thrown) {
        running.remove(Integer.valueOf(node));
        failure = thrown == null ? failure : thrown;
        notifyAll();
    }

    private synchronized Runnable next(long until) {
        while (true) {
            if (failure != null || System.nanoTime() > until) {
                throw new AssertionError("stuck or failed after " + trace, failure);
            }
            if (running.isEmpty()) {
                return null;
            }
            if (!standing.isEmpty() && running.stream().allMatch(this::settled)) {
                var choice = standing.keySet().stream().sorted().toList();
                int node = choice.get(random.nextInt(choice.size()));
                var stand = standing.remove(node);
                trace.append(node).append(stand.gate()).append(' ');
                return stand.goOn();
            }
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    private boolean settled(int node) {
        return standing.containsKey(node) || backends.containsKey(node) && blocked.test(backends.get(node));
    }
}
