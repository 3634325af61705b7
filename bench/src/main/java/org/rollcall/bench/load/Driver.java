package org.rollcall.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Carries out an order: as many requests at work as there are connections, or as many as their times have come. */
final class Driver {

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long REFUSED_PAUSE_NANOS = 50_000_000;

    private final Supply supply;
    private final Order order;
    private final Tally tally = new Tally();
    private final List<Wire> wires = new ArrayList<>();
    private final ArrayDeque<Wire> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> due = new ArrayDeque<>();
    private final long began = System.nanoTime();
    private long planned;
    private long notBefore;

    Driver(Supply supply, Order order) {
        this.supply = supply;
        this.order = order;
    }

    Result run() throws IOException {
        try (var selector = Selector.open()) {
            var addresses = order.ports().stream()
                    .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port)).toList();
            for (int i = 0; i < order.connections(); i++) {
                wires.add(new Wire(selector, addresses, i, order.keepAlive()));
            }
            idle.addAll(wires);
            long lastAnswer = System.nanoTime();
            while (!supply.finished() || !due.isEmpty() || idle.size() < wires.size()) {
                begin();
                selector.select(this::advance, order.rate() > 0 || supply.finished() ? 1 : 5);
                if (tally.moved()) {
                    lastAnswer = System.nanoTime();
                } else if (System.nanoTime() - lastAnswer > PATIENCE_NANOS) {
                    break; // what hangs counts as not acknowledged
                }
            }
            wires.forEach(Wire::close);
        }
        return tally.result();
    }

    private void begin() {
        long now = System.nanoTime();
        if (order.rate() > 0 && !supply.finished()) {
            while (began + (long) (planned * 1e9 / order.rate()) <= now) {
                due.add(began + (long) (planned++ * 1e9 / order.rate()));
            }
        }
        while (!idle.isEmpty() && now >= notBefore && (order.rate() == 0 || !due.isEmpty())) {
            var shot = supply.next();
            if (shot == null) {
                if (supply.finished()) {
                    due.clear();
                }
                return;
            }
            fire(idle.poll(), shot, order.rate() > 0 ? due.poll() : System.nanoTime());
        }
    }

    private void fire(Wire wire, Shot shot, long since) {
        try {
            wire.fire(shot, since);
        } catch (IOException e) {
            broken(wire);
        }
    }

    private void advance(java.nio.channels.SelectionKey key) {
        var wire = (Wire) key.attachment();
        try {
            int status = wire.advance();
            if (status != 0) {
                var shot = wire.done();
                tally.answered(shot, status, System.nanoTime() - wire.since());
                supply.answered(shot, status, wire.answer().duplicate().flip());
                idle.add(wire);
            }
        } catch (IOException e) {
            broken(wire);
        }
    }

    private void broken(Wire wire) {
        wire.close();
        wire.turn();
        var shot = wire.done();
        if (shot != null) {
            tally.broken();
            supply.broken(shot);
            idle.add(wire);
            notBefore = System.nanoTime() + REFUSED_PAUSE_NANOS;
        }
    }
}
