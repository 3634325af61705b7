package org.rollcall.backend.location;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What waits in a lane, a queue for each device that sent some. They take turns, and a turn is worth a number of fixes
 * (deficit round robin): a huge backlog costs the others a turn and not its length. What one device sent stays in its
 * order, no request is split, and nobody fills the lane alone. Not thread-safe.
 *
 * <p>The bound: between arriving at an empty queue of its own and leaving, a request of at most a turn waits for less than
 * a turn and one request of each other device that has something waiting.
 */
final class FairQueue {

    /** What a turn is worth, in fixes: phones' usual bodies in one turn, a body of 500 in ten. */
    static final int TURN = 50;

    private static final class Sender {

        private final UUID device;
        private final ArrayDeque<Submission<?>> waiting = new ArrayDeque<>();
        private int fixes;
        private int credit;
        private boolean credited;

        private Sender(UUID device) {
            this.device = device;
        }

        private int first() {
            return waiting.element().items().size();
        }
    }

    private final int mostOfOne;
    private final Map<UUID, Sender> senders = new HashMap<>();
    private final ArrayDeque<Sender> round = new ArrayDeque<>();

    /** @param mostOfOne the most fixes of one device that wait, a single request's excepted */
    FairQueue(int mostOfOne) {
        this.mostOfOne = mostOfOne;
    }

    /** Takes it; false where its device has as much waiting as one may. */
    boolean add(Submission<?> submission) {
        int fixes = submission.items().size();
        var sender = senders.get(submission.sender().id());
        if (sender == null) {
            sender = new Sender(submission.sender().id());
            senders.put(sender.device, sender);
            round.add(sender);
        } else if (sender.fixes + fixes > mostOfOne) {
            return false;
        }
        sender.waiting.add(submission);
        sender.fixes += fixes;
        return true;
    }

    boolean isEmpty() {
        return round.isEmpty();
    }

    /** Takes out what comes next, whole requests: up to so many fixes, or one request that has more. */
    List<Item> next(int most) {
        var batch = new ArrayList<Item>();
        while (!round.isEmpty()) {
            var sender = round.element();
            if (!sender.credited) {
                sender.credit += TURN;
                sender.credited = true;
            }
            while (!sender.waiting.isEmpty() && sender.first() <= sender.credit) {
                if (!batch.isEmpty() && batch.size() + sender.first() > most) {
                    // Its turn goes on with the next batch.
                    return batch;
                }
                var items = sender.waiting.remove().items();
                batch.addAll(items);
                sender.fixes -= items.size();
                sender.credit -= items.size();
            }
            endTurn(sender);
        }
        return batch;
    }

    /** Who has nothing left saves nothing up. */
    private void endTurn(Sender sender) {
        round.remove();
        sender.credited = false;
        if (sender.waiting.isEmpty()) {
            senders.remove(sender.device);
        } else {
            round.add(sender);
        }
    }
}
