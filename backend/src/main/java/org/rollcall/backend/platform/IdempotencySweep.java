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

    static final int AT_ONCE = 500;

    private final Pool pool;
    private final Clock clock;

    IdempotencySweep(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Scheduled(every = "15m", delayed = "5m", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return forget();
    }

    /** Some at a time, until none is left that has expired. */
    Uni<Void> forget() {
        return Uni.createFrom()
                .deferred(() -> pool.preparedQuery("select forget_idempotency_keys($1, $2)")
                        .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), AT_ONCE)))
                .map(rows -> rows.iterator().next().getInteger(0)).repeat().until(forgotten -> forgotten < AT_ONCE)
                .onItem().ignoreAsUni();
    }
}
