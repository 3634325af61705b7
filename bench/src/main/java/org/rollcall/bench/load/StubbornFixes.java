package org.rollcall.bench.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Phones that send each request 1 to so many times in random order, send what was not taken again until it is, and write
 * down what was acknowledged, at once.
 */
final class StubbornFixes implements Supply, AutoCloseable {

    private static final int SHUFFLED = 64;
    private static final long PAUSE_NANOS = 200_000_000;

    private record Again(Shot shot, long at) {}

    private final Supply fresh;
    private final int repeats;
    private final SplittableRandom random;
    private final List<Shot> hand = new ArrayList<>();
    private final ArrayDeque<Again> again = new ArrayDeque<>();
    private final BufferedWriter journal;
    private int flying;

    StubbornFixes(Supply fresh, Order order, long seed) {
        this.fresh = fresh;
        this.repeats = order.repeats();
        this.random = new SplittableRandom(seed);
        try {
            this.journal = Files.newBufferedWriter(Path.of(order.journal()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Shot next() {
        if (!again.isEmpty() && again.peek().at() <= System.nanoTime()) {
            return flies(again.remove().shot());
        }
        while (hand.size() < SHUFFLED) {
            var shot = fresh.next();
            if (shot == null) {
                break;
            }
            for (int i = random.nextInt(repeats); i >= 0; i--) {
                hand.add(shot);
            }
        }
        if (hand.isEmpty()) {
            return null;
        }
        int drawn = random.nextInt(hand.size());
        var shot = hand.get(drawn);
        hand.set(drawn, hand.get(hand.size() - 1));
        hand.remove(hand.size() - 1);
        return flies(shot);
    }

    private Shot flies(Shot shot) {
        flying++;
        return shot;
    }

    @Override
    public void answered(Shot shot, int status, ByteBuffer answer) {
        flying--;
        if (status != 200) {
            again.add(new Again(shot, System.nanoTime() + PAUSE_NANOS));
            return;
        }
        try {
            journal.write(shot.person() + " " + shot.firstMillis() + " " + shot.stepMillis() + " " + shot.fixes()
                    + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void broken(Shot shot) {
        flying--;
        again.add(new Again(shot, System.nanoTime() + PAUSE_NANOS));
    }

    @Override
    public boolean finished() {
        return fresh.finished() && hand.isEmpty() && again.isEmpty() && flying == 0;
    }

    /** How many requests are not acknowledged, those included that will never be answered. */
    long left() {
        return flying + hand.size() + again.size();
    }

    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
