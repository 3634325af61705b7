package org.rollcall.backend.location;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;
import org.rollcall.backend.alert.StaffTask;
import org.rollcall.backend.alert.StaffTasks;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.backend.platform.WhileClockIsOff;
import org.rollcall.notifications.Severity;

/**
 * Makes a doubt that no burst has settled the work of the person's officers: nothing is known, so that it is no alarm. Any
 * node may do it at any time, several at once; a person in one transaction, and one that fails keeps up nobody else.
 * Thread-safe.
 */
@ApplicationScoped
class BurstSweep {

    private static final Logger LOG = Logger.getLogger(BurstSweep.class);
    private static final int BATCH = 50;
    private static final Duration LATER = Duration.ofMinutes(30);

    private final Pool pool;
    private final StaffTasks tasks;
    private final Clock clock;

    BurstSweep(@ReactiveDataSource("worker") Pool pool, StaffTasks tasks, Clock clock) {
        this.pool = pool;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Scheduled(identity = "burst-sweep", every = "{rollcall.location.sweep-every}", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sweep(clock.instant());
    }

    Uni<Void> sweep(Instant now) {
        return Uni.createFrom().deferred(() -> pool.withTransaction(tx -> BurstsDue.listDue(tx, now, BATCH))
                .call(due -> InTurn.each(due, person -> one(person, now)))).repeat().until(List::isEmpty).onItem()
                .ignoreAsUni();
    }

    private Uni<Void> one(UUID person, Instant now) {
        return pool.withTransaction(tx -> tell(tx, person, now)).onFailure().recoverWithUni(failure -> {
            LOG.errorf("officers could not be told of a burst that nobody sent, and are later: %s",
                    failure.getClass().getName());
            return pool.withTransaction(tx -> BurstsDue.postpone(tx, person, now.plus(LATER)));
        });
    }

    /** In custody and after release nobody is asked for anything: that is taken away, and nobody is told. */
    private Uni<Void> tell(SqlConnection tx, UUID person, Instant now) {
        return BurstsDue.take(tx, person, now).chain(due -> due.filter(BurstsDue.Unanswered::collecting)
                .map(one -> tasks.tell(tx, person, StaffTask.Kind.BURST_UNANSWERED, one.id(), Severity.WARNING))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
