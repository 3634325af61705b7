package org.rollcall.bench.smoke;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Phones that send one fix after another, each waiting for its answer: a closed loop, bounded in number and time. A fix is
 * acknowledged when the answer is 200.
 */
final class Load {

    /** The middle of the home area that {@link SmokeBenchmark} gives everybody. */
    static final double LAT = 39.9;
    static final double LON = 116.4;

    private static final long MOST_MICROS = 60_000_000;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final List<String> phones;
    private final Random random;
    private final AtomicLong sequence = new AtomicLong(Clock.systemUTC().millis() - 600_000);
    private final Histogram latencyMicros = new ConcurrentHistogram(MOST_MICROS, 3);
    private final LongAdder acknowledged = new LongAdder();
    private final ConcurrentHashMap<Integer, LongAdder> refused = new ConcurrentHashMap<>();

    Load(URI base, List<String> phones, long seed) {
        this.base = base;
        this.phones = List.copyOf(phones);
        this.random = new Random(seed);
    }

    /** Sends for that long, with that many under way at once. */
    void run(int connections, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        var loops = new CompletableFuture<?>[connections];
        for (int i = 0; i < connections; i++) {
            loops[i] = loop(i, end);
        }
        CompletableFuture.allOf(loops).join();
    }

    private CompletableFuture<Void> loop(int phone, long end) {
        if (System.nanoTime() >= end) {
            return CompletableFuture.completedFuture(null);
        }
        return send(phones.get(phone % phones.size()))
                .thenComposeAsync(any -> loop(phone + 37, end));
    }

    private CompletableFuture<Void> send(String path) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form()))
                .build();
        long began = System.nanoTime();
        return http.sendAsync(request, BodyHandlers.discarding()).handle((answer, failure) -> {
            if (failure != null) {
                refused.computeIfAbsent(0, status -> new LongAdder()).increment();
            } else if (answer.statusCode() == 200) {
                acknowledged.increment();
                latencyMicros.recordValue(Math.min(MOST_MICROS, (System.nanoTime() - began) / 1_000));
            } else {
                refused.computeIfAbsent(answer.statusCode(), status -> new LongAdder()).increment();
            }
            return null;
        });
    }

    private synchronized String form() {
        return String.format(Locale.ROOT, "id=1&lat=%.6f&lon=%.6f&timestamp=%d&accuracy=%.1f&speed=0.00&batt=80",
                LAT + random.nextGaussian() * 0.002, LON + random.nextGaussian() * 0.002, sequence.incrementAndGet(),
                5 + random.nextDouble() * 40);
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    /** How many were not acknowledged, by status; 0 for no answer at all. */
    String refused() {
        return refused.isEmpty() ? "none" : refused.toString();
    }

    double latencyMillis(double percentile) {
        return latencyMicros.getValueAtPercentile(percentile) / 1_000.0;
    }
}
