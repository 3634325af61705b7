package org.rollcall.bench.intake;

import java.util.function.Supplier;

import org.rollcall.bench.load.Result;
import org.rollcall.bench.server.OwnServer;
import org.rollcall.bench.server.Processors;

/**
 * What an order came to and what it cost.
 *
 * @param serverSeconds of processor, of the program that answered
 * @param databaseSeconds of processor, of all processes of the cluster
 * @param walBytes written meanwhile
 * @param allocatedBytes by our server; means nothing where the ceiling answered
 * @param batches how many transactions our server stored it in; means nothing where the ceiling answered
 */
record Round(Result result, double serverSeconds, double databaseSeconds, long walBytes, double allocatedBytes,
        double batches) {

    static Round of(OwnServer server, long pid, Supplier<Result> work) {
        long postmaster = server.database().pid();
        double allocated = allocated(server);
        double batches = batches(server);
        long wal = server.database().walBytes();
        double program = Processors.seconds(pid);
        double database = Processors.secondsWithChildren(postmaster);
        var result = work.get();
        double programAfter = Processors.seconds(pid);
        double databaseAfter = Processors.secondsWithChildren(postmaster);
        return new Round(result, programAfter - program, databaseAfter - database,
                server.database().walBytes() - wal, allocated(server) - allocated, batches(server) - batches);
    }

    private static double batches(OwnServer server) {
        return server.node().metric("rollcall_intake_batch_fixes_count", "");
    }

    private static double allocated(OwnServer server) {
        return server.node().metric("jvm_gc_memory_allocated_bytes_total", "");
    }

    double serverMillisAFix() {
        return serverSeconds * 1_000 / result.fixes();
    }

    double databaseMillisAFix() {
        return databaseSeconds * 1_000 / result.fixes();
    }

    double millisAFix() {
        return serverMillisAFix() + databaseMillisAFix();
    }

    double generatorMillisAFix() {
        return result.cpuSeconds() * 1_000 / result.fixes();
    }

    double walBytesAFix() {
        return (double) walBytes / result.fixes();
    }

    double fixesATransaction() {
        return result.fixes() / batches;
    }

    double allocatedBytesAFix() {
        return allocatedBytes / result.fixes();
    }
}
