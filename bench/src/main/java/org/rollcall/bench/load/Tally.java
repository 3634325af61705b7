package org.rollcall.bench.load;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

import com.sun.management.OperatingSystemMXBean;
import org.HdrHistogram.Histogram;

/** Counts what is answered. One thread. */
final class Tally {

    private static final long MOST_MICROS = 600_000_000;

    private final Histogram micros = new Histogram(MOST_MICROS, 3);
    private final Map<Integer, Long> refusals = new TreeMap<>();
    private final OperatingSystemMXBean machine = ManagementFactory
            .getPlatformMXBean(OperatingSystemMXBean.class);
    private final long cpu = machine.getProcessCpuTime();
    private final long began = System.nanoTime();
    private long ended = began;
    private long acknowledged;
    private long fixes;
    private boolean moved;

    void answered(Shot shot, int status, long nanos) {
        ended = System.nanoTime();
        moved = true;
        if (status == 200 || status == 201) {
            acknowledged++;
            fixes += shot.fixes();
            micros.recordValue(Math.min(MOST_MICROS, nanos / 1_000));
        } else {
            refusals.merge(status, 1L, Long::sum);
        }
    }

    void broken() {
        moved = true;
        refusals.merge(0, 1L, Long::sum);
    }

    /** Whether anything came since this was asked last. */
    boolean moved() {
        boolean was = moved;
        moved = false;
        return was;
    }

    Result result() {
        var percentiles = new TreeMap<Double, Double>();
        for (double percentile : new double[]{50, 99, 99.9, 100}) {
            percentiles.put(percentile, (double) micros.getValueAtPercentile(percentile));
        }
        return new Result(Math.max(1, ended - began) / 1e9, acknowledged, fixes, refusals, percentiles,
                (machine.getProcessCpuTime() - cpu) / 1e9);
    }
}
