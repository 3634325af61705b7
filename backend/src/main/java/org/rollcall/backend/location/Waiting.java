package org.rollcall.backend.location;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Who waits for an answer, in the order in which they came, so that nobody waits longer than is promised. One look at all
 * of them instead of a timer for each: a timer that was called off held on to its request until its time. Touched on the
 * lane's context only.
 */
final class Waiting {

    private final ArrayDeque<Submission<?>> inOrder = new ArrayDeque<>();

    void add(Submission<?> submission) {
        inOrder.add(submission);
    }

    /** Gives those to {@code late} that have waited that long, and forgets them and those that are answered. */
    void look(Duration patience, Consumer<Submission<?>> late) {
        long now = System.nanoTime();
        while (!inOrder.isEmpty()) {
            var first = inOrder.peek();
            if (!first.isAnswered()) {
                if (now - first.sinceNanos() < patience.toNanos()) {
                    return;
                }
                late.accept(first);
            }
            inOrder.remove();
        }
    }
}
