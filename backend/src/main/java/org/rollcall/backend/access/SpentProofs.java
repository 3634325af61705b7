package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.WhileClockIsOff;

/** What phones proved once. Each proof is taken once, whichever node it comes to. */
@ApplicationScoped
class SpentProofs {

    private static final String SPEND = "insert into device_assertion (device_id, jti_hash, expires_at)"
            + " values ($1, $2, $3) on conflict do nothing";
    /** As many as the function deletes at a time (V26). */
    private static final long BATCH = 1_000;

    private final Pool pool;
    private final Clock clock;

    SpentProofs(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Whether it is the first time: durable before the answer. */
    Uni<Boolean> spend(UUID device, byte[] idHash, Instant until) {
        return pool.preparedQuery(SPEND)
                .execute(Tuple.of(device, Buffer.buffer(idHash), until.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Forgets proofs that would not be taken any more anyway. Any node may do it, at any time, and twice. */
    @Scheduled(every = "15m", delayed = "5m", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return pool.preparedQuery("select forget_device_assertions($1)")
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                .chain(rows -> rows.iterator().next().getLong(0) < BATCH ? Uni.createFrom().voidItem() : sweep());
    }
}
