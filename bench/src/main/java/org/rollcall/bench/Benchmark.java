package org.rollcall.bench;

import java.util.List;

/** One thing worth measuring, with its own bounds. */
public interface Benchmark {

    /** The word it is called by: lower case, with hyphens. */
    String name();

    /** What it measures, in one line. */
    String summary();

    /** The parts that can be measured alone, by the words that {@code --only} takes; none where it is one piece. */
    default List<String> parts() {
        return List.of();
    }

    /**
     * Measures. May take as long as it needs, except that a short run ends within three minutes.
     *
     * @throws BenchException if it cannot be measured here, with the reason
     */
    Report run(Settings settings);
}
