package org.rollcall.backend.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * How far this machine's clock is off the database's. It is the machine's that is held against it, not the application's: a
 * demo's clock differs on purpose, and is made from the machine's. Thread-safe.
 *
 * <p>Between two looks a jump is seen all the same: a clock that counts seconds only, and that nobody sets, says how many
 * have passed.
 */
@ApplicationScoped
public class ClockWatch {

    private static final String LISTENS = "quarkus.http.host-enabled";

    private record Look(Duration ahead, Instant at, long nanos) {}

    private final Pool pool;
    private final ClockSkewConfig config;
    private final Clock machine;
    private final AtomicReference<Look> last = new AtomicReference<>();

    @Inject
    ClockWatch(Pool pool, ClockSkewConfig config) {
        this(pool, config, Clock.systemUTC());
    }

    /** @param machine the clock that is watched */
    public ClockWatch(Pool pool, ClockSkewConfig config, Clock machine) {
        this.pool = pool;
        this.config = config;
        this.machine = machine;
    }

    /** Looks at the database's clock: by how much this one is ahead at least, below zero where it is behind. */
    Uni<Duration> look() {
        return Uni.createFrom().deferred(() -> {
            var before = machine.instant();
            return pool.query("select clock_timestamp()").execute().map(rows -> {
                var after = machine.instant();
                var ahead = ahead(before, rows.iterator().next().getOffsetDateTime(0).toInstant(), after);
                last.set(new Look(ahead, after, System.nanoTime()));
                return ahead;
            });
        });
    }

    /** Whether that much is too much. */
    boolean isTooMuch(Duration ahead) {
        return ahead.abs().compareTo(config.mostOff()) > 0;
    }

    /**
     * Whether the clock is farther off than it may be, as far as this node knows; also while it does not know yet. What
     * states that something is due, over or late does nothing meanwhile: another node does it, or this one later.
     */
    public boolean isOff() {
        var look = last.get();
        if (look == null) {
            return true;
        }
        var jumped = Duration.between(look.at(), machine.instant()).minusNanos(System.nanoTime() - look.nanos());
        return isTooMuch(look.ahead().plus(jumped));
    }

    @Scheduled(identity = "clock-watch", every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        // Where the database is away, what was seen last and the seconds since go on being true.
        return look().replaceWithVoid().onFailure().recoverWithNull();
    }

    /** Before the first sweep. Commands that only end have none. */
    void start(@Observes StartupEvent event) {
        if (ConfigProvider.getConfig().getOptionalValue(LISTENS, boolean.class).orElse(true)) {
            tick().subscribe().with(done -> {
                // The next sweep goes on.
            });
        }
    }

    /** The time of asking counts for nothing: the clock is off only by what the asking cannot explain. */
    static Duration ahead(Instant before, Instant database, Instant after) {
        if (database.isBefore(before)) {
            return Duration.between(database, before);
        }
        return database.isAfter(after) ? Duration.between(database, after) : Duration.ZERO;
    }
}
