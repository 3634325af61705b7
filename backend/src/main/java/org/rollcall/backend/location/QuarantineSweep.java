package org.rollcall.backend.location;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.WhileClockIsOff;

/** Removes from quarantine what has been kept long enough, in small batches. Any node may do it, at any time, and twice. */
@ApplicationScoped
class QuarantineSweep {

    private static final int BATCH = 200;
    private static final String BODIES = "delete from quarantine where id in"
            + " (select id from quarantine where received_at < $1 order by received_at limit " + BATCH + ")";
    private static final String COUNTS = "delete from quarantine_count where (device_id, day) in"
            + " (select device_id, day from quarantine_count where day < $1 order by day limit " + BATCH + ")";

    private final Pool pool;
    private final QuarantineConfig config;
    private final Clock clock;

    QuarantineSweep(@ReactiveDataSource("worker") Pool pool, QuarantineConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(identity = "quarantine-sweep", every = "{rollcall.quarantine.sweep-every}", delayed = "2m", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        var before = clock.instant().minus(config.keptFor());
        return remove(BODIES, before.atOffset(ZoneOffset.UTC))
                .chain(() -> remove(COUNTS, LocalDate.ofInstant(before, ZoneOffset.UTC)));
    }

    private Uni<Void> remove(String batch, Object before) {
        return pool.preparedQuery(batch).execute(Tuple.of(before)).map(rows -> rows.rowCount()).repeat()
                .whilst(removed -> removed == BATCH).collect().last().replaceWithVoid();
    }
}
