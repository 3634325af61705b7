package org.rollcall.backend.duty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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

/**
 * What an operator watches of the sweep: how long ago one was, on any node, and how much is due and not stated. The age goes
 * on growing where the database does not answer.
 */
@ApplicationScoped
class DutyMeters implements MeterBinder {

    /** More is not counted: it is far too many already, and counting must cost nothing then. */
    private static final int MOST = 10_000;
    private static final String READ = "select (select at from sweep_beat where name = 'duty') as beat,"
            + " (select count(*) from (select from slot where due_at <= $1 and state in ('SCHEDULED', 'OPEN')"
            + " limit " + MOST + ") due) as overdue";

    private final Pool pool;
    private final Clock clock;
    private final AtomicReference<Instant> beat = new AtomicReference<>();
    private final AtomicLong overdue = new AtomicLong();

    DutyMeters(@ReactiveDataSource("worker") Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        Gauge.builder("rollcall.duty.sweep.age.seconds", this::age).register(metrics);
        Gauge.builder("rollcall.duty.slots.overdue", overdue::get).register(metrics);
        metrics.counter("rollcall.duty.set.aside", "what", "slot");
        Misses.STATED.forEach(state -> metrics.counter(Misses.COUNTER, Misses.STATE_TAG, state.name()));
    }

    /** Unknown until it has been read once, and while nobody has ever swept. */
    private Double age() {
        var last = beat.get();
        return last == null ? Double.NaN : Duration.between(last, clock.instant()).toMillis() / 1000.0;
    }

    @Scheduled(identity = "duty-meters", every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> read() {
        return pool.preparedQuery(READ).execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC))).invoke(rows -> {
            var row = rows.iterator().next();
            var at = row.getOffsetDateTime("beat");
            beat.set(at == null ? null : at.toInstant());
            overdue.set(row.getLong("overdue"));
        }).replaceWithVoid();
    }
}
