package org.rollcall.backend.location;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.InTurn;

/**
 * Lets raw fixes go when they were kept long enough: copies what is linked, thins the rest, and then has the day's table
 * dropped. Any node may do it at any time, several at once; every step is small and can be repeated, and where one was
 * left is read from the database itself. Thread-safe.
 */
@ApplicationScoped
class FixRetention {

    private static final Logger LOG = Logger.getLogger(FixRetention.class);
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(50);
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    // A clock that has run ahead drops nothing: the database's says too that the day is over.
    private static final String DAYS = "select day from fix_days_before(least($1::date,"
            + " (clock_timestamp() at time zone 'UTC')::date)"
            // A day more, so that no node stores a fix while its day is copied.
            + " - greatest(retention_days('" + FixFloor.RAW_FIXES + "'), $2::int) - 1)";

    private final Pool pool;
    private final FixDays days;
    private final PartitionConfig partitions;
    private final Clock clock;

    FixRetention(@ReactiveDataSource("worker") Pool pool, FixDays days, PartitionConfig partitions,
            Clock clock) {
        this.pool = pool;
        this.days = days;
        this.partitions = partitions;
        this.clock = clock;
    }

    /** On a thread that may wait: dropping is JDBC's. */
    @Blocking
    @Scheduled(identity = "fix-retention", every = "{rollcall.retention.every}", delayed = "5m", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        run();
    }

    /**
     * All that is to do now.
     *
     * @return how many days were dropped
     */
    int run() {
        var old = copy().await().atMost(PATIENCE);
        return days.drop(old);
    }

    /** Copies and thins what is old enough; does no harm to what is copied already. The days, oldest first. */
    Uni<List<LocalDate>> copy() {
        return pool.preparedQuery(DAYS).execute(Tuple.of(LocalDate.ofInstant(clock.instant(),
                ZoneOffset.UTC), partitions.daysBack())).map(rows -> {
                    var old = new ArrayList<LocalDate>();
                    rows.forEach(row -> old.add(row.getLocalDate("day")));
                    return old;
                }).call(old -> InTurn.each(old, this::copy)).map(List::copyOf);
    }

    private Uni<Void> copy(LocalDate day) {
        return keepNamed(day).chain(() -> thin(day, BEFORE_ALL))
                .chain(() -> pool.preparedQuery("select thin_alert_ends($1)").execute(Tuple.of(day)))
                .invoke(() -> LOG.debugf("fixes of %s are copied", day)).replaceWithVoid()
                // Another node may have dropped it meanwhile; a day in trouble does not keep the others.
                .onFailure().invoke(failure -> LOG.warnf("fixes of %s could not be copied now: %s", day,
                        failure.getClass().getSimpleName()))
                .onFailure().recoverWithNull();
    }

    private Uni<Void> keepNamed(LocalDate day) {
        return pool.preparedQuery("select keep_named_fixes($1, $2)").execute(Tuple.of(day, BATCH))
                .map(rows -> rows.iterator().next().getInteger(0)).repeat().until(copied -> copied < BATCH).onItem()
                .ignoreAsUni();
    }

    private Uni<Void> thin(LocalDate day, UUID after) {
        var last = new UUID[]{after};
        return Uni.createFrom()
                .deferred(() -> pool.preparedQuery("select thin_fixes($1, $2, $3)")
                        .execute(Tuple.of(day, last[0], BATCH)))
                .map(rows -> {
                    var next = rows.iterator().next().getUUID(0);
                    last[0] = next == null ? last[0] : next;
                    return next != null;
                }).repeat().until(more -> !more).onItem().ignoreAsUni();
    }
}
