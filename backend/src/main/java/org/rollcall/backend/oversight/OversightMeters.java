package org.rollcall.backend.oversight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/**
 * What an operator watches of sealing: how old the oldest entry is that is not sealed, and the newest anchor, of all nodes.
 * Both ages go on growing where the database does not answer.
 */
@ApplicationScoped
class OversightMeters {

    private static final String READ = "select (" + Sealer.OLDEST + ") as oldest,"
            + " (select made_at from audit_anchor order by number desc limit 1) as anchored";

    private final Pool pool;
    private final Clock clock;
    private final Counter batches;
    private final Counter entries;
    private final Counter notWritten;
    private final AtomicReference<Instant> oldest = new AtomicReference<>();
    private final AtomicReference<Instant> anchored = new AtomicReference<>();

    OversightMeters(@ReactiveDataSource("worker") Pool pool, Clock clock, MeterRegistry metrics) {
        this.pool = pool;
        this.clock = clock;
        batches = metrics.counter("rollcall.audit.batches");
        entries = metrics.counter("rollcall.audit.entries.sealed");
        notWritten = metrics.counter("rollcall.audit.anchors.not.written");
        Gauge.builder("rollcall.audit.unsealed.age.seconds", () -> age(oldest.get(), 0.0)).register(metrics);
        Gauge.builder("rollcall.audit.anchor.age.seconds", () -> age(anchored.get(), Double.NaN)).register(metrics);
    }

    void sealed(int count) {
        if (count > 0) {
            batches.increment();
            entries.increment(count);
        }
    }

    void anchorNotWritten() {
        notWritten.increment();
    }

    private Double age(Instant since, double otherwise) {
        return since == null ? otherwise : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    @Scheduled(identity = "audit-meters", every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> read() {
        return pool.query(READ).execute().invoke(rows -> {
            var row = rows.iterator().next();
            var first = row.getOffsetDateTime("oldest");
            var last = row.getOffsetDateTime("anchored");
            oldest.set(first == null ? null : first.toInstant());
            anchored.set(last == null ? null : last.toInstant());
        }).replaceWithVoid();
    }
}
