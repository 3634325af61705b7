package org.rollcall.backend.platform;

import java.time.Clock;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** Forgets idempotency keys that have expired. Any node may do it, at any time, and twice. */
@ApplicationScoped
class IdempotencySweep {

    private final Pool pool;
    private final Clock clock;

    IdempotencySweep(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Scheduled(every = "15m", delayed = "5m", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return forget().replaceWithVoid();
    }

    /** How many were forgotten. */
    Uni<Long> forget() {
        return pool.preparedQuery("select forget_idempotency_keys($1)")
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
