package org.rollcall.backend.contact;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Timestamps;

/**
 * What an operator watches of the sweep of contact: how long ago one came to its end, on any node, and how many looks are
 * due. The age goes on growing where the database does not answer.
 */
@ApplicationScoped
class WatchMeters implements MeterBinder {

    /** More is not counted: it is far too many already, and counting must cost nothing then. */
    private static final int MOST = 10_000;
    private static final String READ = "select (select at from sweep_beat where name = 'watch') as beat,"
            + " (select count(*) from (select from watch_due where due_at <= $1 limit " + MOST + ") due) as overdue";

    private final Pool pool;
    private final Clock clock;
    private final AtomicReference<Instant> beat = new AtomicReference<>();
    private final AtomicLong overdue = new AtomicLong();

    WatchMeters(@ReactiveDataSource("worker") Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        Gauge.builder("rollcall.contact.sweep.age.seconds", this::age).register(metrics);
        Gauge.builder("rollcall.contact.looks.overdue", overdue::get).register(metrics);
    }

    /** Unknown until it has been read once, and while nobody has ever swept. */
    Double age() {
        var last = beat.get();
        return last == null ? Double.NaN : Duration.between(last, clock.instant()).toMillis() / 1000.0;
    }

    @Scheduled(identity = "watch-meters", every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> read() {
        return pool.preparedQuery(READ).execute(Tuple.of(Timestamps.utc(clock.instant()))).invoke(rows -> {
            var row = rows.iterator().next();
            beat.set(Timestamps.instant(row, "beat"));
            overdue.set(row.getLong("overdue"));
        }).replaceWithVoid();
    }
}
