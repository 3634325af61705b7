package org.rollcall.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What processes have used of the processors and hold in memory, as Linux tells. */
public final class Processors {

    private static final double TICKS_A_SECOND = 100;
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int CHILDREN_SYSTEM = 14;

    private Processors() {
    }

    /** Seconds that a process has used, all its threads. */
    public static double seconds(long pid) {
        return sum(fields(Path.of("/proc", String.valueOf(pid))), USER + 1);
    }

    /** Seconds that a JVM's compilers have used, of those in {@link #seconds}. */
    public static double compilerSeconds(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.filter(Processors::isCompiler).mapToDouble(thread -> sum(fields(thread), USER + 1)).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCompiler(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).matches("C[12] Compiler[^\\v]*\\v?");
        } catch (IOException e) {
            return false;
        }
    }

    /** Seconds that a process has used and all its children, those that have ended included. */
    public static double secondsWithChildren(long pid) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return sum(fields(Path.of("/proc", String.valueOf(pid))), CHILDREN_SYSTEM)
                    + all.filter(path -> path.getFileName().toString().matches("\\d+")).map(Processors::fields)
                            .filter(fields -> fields.length > PARENT && Long.parseLong(fields[PARENT]) == pid)
                            .mapToDouble(fields -> sum(fields, CHILDREN_SYSTEM)).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** MiB of memory that a process holds. */
    public static double residentMebibytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:")).findFirst()
                    .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024).orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static double sum(String[] fields, int last) {
        double ticks = 0;
        for (int i = USER; i <= last && i < fields.length; i++) {
            ticks += Double.parseDouble(fields[i]);
        }
        return ticks / TICKS_A_SECOND;
    }

    // Behind the name, which may hold anything: state, parent, …; none for a process that has just ended.
    private static String[] fields(Path process) {
        try {
            var line = Files.readString(process.resolve("stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }
}
