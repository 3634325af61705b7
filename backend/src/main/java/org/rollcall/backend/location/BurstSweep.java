package org.rollcall.backend.location;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.rollcall.backend.alert.StaffTask;
import org.rollcall.backend.alert.StaffTasks;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.backend.platform.WhileClockIsOff;
import org.rollcall.notifications.Severity;

/**
 * Makes a doubt that no burst has settled the work of the person's officers: nothing is known, so that it is no alarm. Any
 * node may do it at any time, several at once; it takes what is due and not yet done. Thread-safe.
 */
@ApplicationScoped
class BurstSweep {

    private static final int BATCH = 50;

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

    /** In custody and after release nobody is asked for anything: that is taken away, and nobody is told. */
    Uni<Void> sweep(Instant now) {
        return Uni.createFrom()
                .deferred(() -> pool.withTransaction(tx -> BurstsDue.take(tx, now, BATCH)
                        .call(due -> InTurn.each(due.stream().filter(BurstsDue.Unanswered::collecting).toList(),
                                one -> tasks.tell(tx, one.person(), StaffTask.Kind.BURST_UNANSWERED, one.id(),
                                        Severity.WARNING)))))
                .repeat().until(List::isEmpty).onItem().ignoreAsUni();
    }
}
