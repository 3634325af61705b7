package org.rollcall.bench;

import java.util.Arrays;
import java.util.Collection;

/** Medians and percentiles of what was measured. */
public final class Statistics {

    private Statistics() {
    }

    /** The middle value, or the mean of the two middle ones; NaN of nothing. */
    public static double median(Collection<Double> values) {
        double[] sorted = sorted(values);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The least value that is not smaller than the given share of all; NaN of nothing. */
    public static double percentile(Collection<Double> values, double percent) {
        double[] sorted = sorted(values);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length - 1, rank - 1))];
    }

    private static double[] sorted(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
