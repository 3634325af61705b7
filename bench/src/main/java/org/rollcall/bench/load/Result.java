package org.rollcall.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of an order; travels as a line of {@code name=number} words.
 *
 * @param seconds from the first request to the last answer
 * @param acknowledged requests answered 200 or 201
 * @param fixes in those requests
 * @param refusals other answers by status; 0 for connections that broke, -1 for what was never acknowledged
 * @param micros percentiles of latency: 50, 99, 99.9 and 100
 * @param cpuSeconds what the generator itself used
 */
public record Result(double seconds, long acknowledged, long fixes, Map<Integer, Long> refusals,
        Map<Double, Double> micros, double cpuSeconds) {

    private static final int GIVEN_UP = -1;

    /** The same, where so many requests were never acknowledged, however often they were sent. */
    Result givenUp(long requests) {
        var all = new TreeMap<>(refusals);
        all.put(GIVEN_UP, requests);
        return new Result(seconds, acknowledged, fixes, all, micros, cpuSeconds);
    }

    /** How many requests of clients that do not give up were never acknowledged. */
    public long givenUp() {
        return refusals.getOrDefault(GIVEN_UP, 0L);
    }

    public double requestsASecond() {
        return acknowledged / seconds;
    }

    public double fixesASecond() {
        return fixes / seconds;
    }

    /** Of the latency of acknowledged requests, in milliseconds. */
    public double millis(double percentile) {
        return micros.getOrDefault(percentile, Double.NaN) / 1_000;
    }

    /** How many requests were not acknowledged. */
    public long refused() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }

    String line() {
        return "seconds=" + seconds + " acknowledged=" + acknowledged + " fixes=" + fixes + " cpu=" + cpuSeconds
                + refusals.entrySet().stream().map(e -> " status" + e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining())
                + micros.entrySet().stream().map(e -> " p" + e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining());
    }

    static Result of(String line) {
        var values = new TreeMap<String, Double>();
        for (var word : line.strip().split(" ")) {
            int equals = word.indexOf('=');
            values.put(word.substring(0, equals), Double.valueOf(word.substring(equals + 1)));
        }
        var refusals = new TreeMap<Integer, Long>();
        var micros = new TreeMap<Double, Double>();
        values.forEach((name, value) -> {
            if (name.startsWith("status")) {
                refusals.put(Integer.valueOf(name.substring(6)), value.longValue());
            } else if (name.startsWith("p")) {
                micros.put(Double.valueOf(name.substring(1)), value);
            }
        });
        return new Result(values.get("seconds"), values.get("acknowledged").longValue(),
                values.get("fixes").longValue(), refusals, micros, values.get("cpu"));
    }
}
