package org.rollcall.bench.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.rollcall.bench.Settings;
import org.rollcall.bench.Statistics;
import org.rollcall.bench.load.Order;
import org.rollcall.bench.server.Node;
import org.rollcall.bench.server.Processors;

/** Full load for long, and what the server holds in memory meanwhile. */
final class Endurance {

    private static final long EVERY_MILLIS = 5_000;

    private record Sample(double resident, double live) {}

    private final List<Sample> samples = new ArrayList<>();
    private Round round;

    /** Sends for that long. */
    static Endurance run(Settings settings, Rig rig, Order order) {
        settings.say("full load for " + order.millis() / 60_000 + " minutes");
        var endurance = new Endurance();
        var node = rig.server().node();
        var sending = CompletableFuture.supplyAsync(() -> rig.measure(order));
        while (!sending.isDone()) {
            endurance.samples.add(new Sample(Processors.residentMebibytes(node.pid()),
                    node.metric("jvm_gc_live_data_size_bytes", "") / (1024 * 1024)));
            Node.pause(EVERY_MILLIS);
        }
        endurance.round = sending.join();
        return endurance;
    }

    Round round() {
        return round;
    }

    double residentMebibytes() {
        return last(Sample::resident);
    }

    double liveMebibytes() {
        return last(Sample::live);
    }

    /** The last fifth beside the second fifth: the first is warming up. */
    double growth() {
        int fifth = samples.size() / 5;
        double early = Statistics.median(samples.subList(fifth, 2 * fifth).stream().map(Sample::resident).toList());
        return last(Sample::resident) / early;
    }

    private double last(java.util.function.Function<Sample, Double> figure) {
        return Statistics.median(
                samples.subList(samples.size() - samples.size() / 5, samples.size()).stream().map(figure).toList());
    }
}
