package org.rollcall.backend.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * A node whose clock is off the database's is not ready: it would call live fixes late, and duties missed that are not.
 *
 * <p>It is the machine's clock that is held against the database's, not the application's: a demo's clock differs on
 * purpose, and is made from the machine's. The time of asking counts for nothing: the clock is off only by what the
 * asking cannot explain.
 */
@Readiness
@ApplicationScoped
class ClockReady implements AsyncHealthCheck {

    private static final String NAME = "Clock";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Pool pool;
    private final ClockSkewConfig config;
    private final Clock machine;

    @Inject
    ClockReady(Pool pool, ClockSkewConfig config) {
        this(pool, config, Clock.systemUTC());
    }

    ClockReady(Pool pool, ClockSkewConfig config, Clock machine) {
        this.pool = pool;
        this.config = config;
        this.machine = machine;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().deferred(() -> {
            var before = machine.instant();
            return pool.query("select clock_timestamp()").execute().map(rows -> off(before,
                    rows.iterator().next().getOffsetDateTime(0).toInstant(), machine.instant()));
        }).ifNoItem().after(PATIENCE).fail()
                .map(off -> HealthCheckResponse.named(NAME).withData("offMillis", off.toMillis())
                        .status(off.compareTo(config.mostOff()) <= 0).build())
                // Why the database does not answer is said by the check of its pool.
                .onFailure().recoverWithItem(() -> HealthCheckResponse.named(NAME).down().build());
    }

    /** By how much a clock that read these before and after must differ from one that read that between. */
    static Duration off(Instant before, Instant database, Instant after) {
        if (database.isBefore(before)) {
            return Duration.between(database, before);
        }
        return database.isAfter(after) ? Duration.between(after, database) : Duration.ZERO;
    }
}
