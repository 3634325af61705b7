package org.rollcall.backend.retention;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.platform.WhileClockIsOff;

/**
 * Lets go of what has been kept long enough by the register, class by class, in batches of some rows or people, each a
 * transaction. Any node may do it, at any time, several at once, and twice. A class in trouble does not keep the others.
 * Thread-safe.
 */
@Startup // its metrics are there before the first sweep
@ApplicationScoped
public class RetentionSweep {

    private static final Logger LOG = Logger.getLogger(RetentionSweep.class);
    /** The most rows of a batch. */
    static final int ROWS = 500;
    /** The most people of a batch, each with some thousand rows. */
    static final int PEOPLE = 20;

    /** A class and how a batch of it goes: of the instant and the most, how many went. */
    private record Job(String dataClass, String batch, int most) {
        static Job byAge(String dataClass, String function) {
            return new Job(dataClass, "select " + function + "($1, $2)", ROWS);
        }

        static Job afterRelease(String dataClass) {
            return new Job(dataClass, "select let_go_of_released('" + dataClass + "', $1, $2)", PEOPLE);
        }
    }

    private static final List<Job> JOBS = Stream.concat(
            Stream.of(Job.byAge("UNREADABLE_BODIES", "let_go_of_unreadable_bodies"),
                    Job.byAge("STAFF_SESSIONS", "let_go_of_staff_sessions"),
                    Job.byAge("NOTICES", "let_go_of_notices"), Job.byAge("DEVICES", "let_go_of_devices")),
            Stream.of("CASE_FILE", "KEPT_FIXES", "CHECK_INS", "REPORTS", "ALERTS", "PERSONAL_DATA")
                    .map(Job::afterRelease))
            .toList();

    private final Pool pool;
    private final Clock clock;
    private final Map<String, Counter> gone = new LinkedHashMap<>();

    RetentionSweep(@ReactiveDataSource("worker") Pool pool, Clock clock, MeterRegistry metrics) {
        this.pool = pool;
        this.clock = clock;
        JOBS.forEach(job -> gone.put(job.dataClass(),
                metrics.counter("rollcall.retention.let.go", "class", job.dataClass())));
    }

    /** All that is to do now. */
    @Scheduled(identity = "retention", every = "{rollcall.retention.every}", delayed = "4m", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        return InTurn.each(JOBS, this::run);
    }

    private Uni<Void> run(Job job) {
        return Uni.createFrom().deferred(() -> pool.preparedQuery(job.batch())
                .execute(Tuple.of(Timestamps.utc(Timestamps.now(clock)), job.most())))
                .map(rows -> rows.iterator().next().getInteger(0))
                .invoke(count -> gone.get(job.dataClass()).increment(count))
                .repeat().whilst(count -> count >= job.most()).onItem().ignoreAsUni()
                .onFailure().invoke(failure -> LOG.warnf("%s could not be let go now: %s", job.dataClass(),
                        failure.getClass().getSimpleName()))
                .onFailure().recoverWithNull();
    }
}
