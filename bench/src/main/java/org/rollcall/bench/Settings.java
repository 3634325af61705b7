package org.rollcall.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How a benchmark is to run.
 *
 * @param shortRun within three minutes, with fewer repetitions; the bounds stay the same
 * @param seed of everything that is random, so that a run can be repeated
 * @param only the one of the benchmark's parts to measure; all of them where it is empty
 * @param root the checkout: scripts, built application, documents
 * @param progress where to say what is going on, apart from the results
 */
public record Settings(boolean shortRun, long seed, Optional<String> only, Path root, PrintStream progress) {

    /** The seed of every figure in the documents. */
    public static final long DEFAULT_SEED = 20_261_124;

    /** @throws NullPointerException if a part is missing */
    public Settings {
        Objects.requireNonNull(only, "only");
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(progress, "progress");
    }

    /** Whether a part of the benchmark is to be measured. */
    public boolean wants(String part) {
        return only.isEmpty() || only.get().equals(part);
    }

    /** Where logs and intermediate files go; never committed. */
    public Path work() {
        return root.resolve("bench").resolve("target").resolve("work");
    }

    /** Says what is going on. */
    public void say(String what) {
        progress.println("  " + what);
    }
}
