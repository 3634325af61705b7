package org.rollcall.backend.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

/** What an operator watches: how much waits, how long the oldest has waited, how much was given up. All of all nodes. */
@ApplicationScoped
class OutboxGauges {

    private static final String READ = "select (select count(*) from outbox where state = 'PENDING') as pending,"
            + " (select min(created_at) from outbox where state = 'PENDING') as oldest,"
            + " (select count(*) from outbox where state = 'DEAD') as dead";

    private final Pool pool;
    private final Clock clock;
    private final AtomicLong pending;
    private final AtomicLong oldest;
    private final AtomicLong dead;

    OutboxGauges(@ReactiveDataSource("worker") Pool pool, Clock clock, MeterRegistry metrics) {
        this.pool = pool;
        this.clock = clock;
        pending = metrics.gauge("rollcall.outbox.pending", new AtomicLong());
        oldest = metrics.gauge("rollcall.outbox.oldest.seconds", new AtomicLong());
        dead = metrics.gauge("rollcall.outbox.dead.letters", new AtomicLong());
    }

    @Scheduled(identity = "outbox-gauges", every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> read() {
        return pool.query(READ).execute().invoke(rows -> {
            var row = rows.iterator().next();
            var since = row.getOffsetDateTime("oldest");
            pending.set(row.getLong("pending"));
            dead.set(row.getLong("dead"));
            oldest.set(since == null ? 0 : Duration.between(since.toInstant(), clock.instant()).toSeconds());
        }).replaceWithVoid();
    }
}
