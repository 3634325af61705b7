package org.rollcall.backend.location;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.WhileClockIsOff;

/**
 * Lets time pass for those for whom it matters: doubts that last, returns that are overdue, rules that have changed. Any
 * node may do it at any time, several at once; it takes what is due and not yet done, and its cost grows with that.
 */
@ApplicationScoped
class TickSweep {

    private static final Logger LOG = Logger.getLogger(TickSweep.class);
    private static final int BATCH = 100;
    private static final Duration LATER = Duration.ofMinutes(10);

    private final Pool pool;
    private final RulesCache rules;
    private final Consequences consequences;
    private final Clock clock;

    TickSweep(@ReactiveDataSource("worker") Pool pool, RulesCache rules, Consequences consequences, Clock clock) {
        this.pool = pool;
        this.rules = rules;
        this.consequences = consequences;
        this.clock = clock;
    }

    @Scheduled(identity = "tick-sweep", every = "{rollcall.location.sweep-every}", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sweep(clock.instant(), BATCH);
    }

    /** Ticks all that is due by then, so many in one transaction; where that fails, one by one. */
    Uni<Void> sweep(Instant now, int atOnce) {
        return Uni.createFrom().deferred(() -> round(now, atOnce)).repeat().until(ticked -> ticked == 0).onItem()
                .ignoreAsUni().onFailure(failure -> atOnce > 1).recoverWithUni(() -> sweep(now, 1));
    }

    private Uni<Integer> round(Instant now, int atOnce) {
        var round = pool.withTransaction(tx -> batch(tx, now, atOnce));
        return atOnce == 1 ? round.onFailure().recoverWithUni(failure -> postpone(now, failure)) : round;
    }

    /** One that cannot be ticked does not keep the others waiting. */
    private Uni<Integer> postpone(Instant now, Throwable failure) {
        LOG.errorf("a deadline could not be looked at and waits: %s", failure.getClass().getName());
        return pool.withTransaction(tx -> Standings.postponeFirst(tx, now, now.plus(LATER)));
    }

    private Uni<Integer> batch(SqlConnection tx, Instant now, int atOnce) {
        return Standings.lockDue(tx, now, atOnce).chain(locked -> {
            if (locked.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            return Standings.dues(tx, locked.keySet())
                    .chain(dues -> rules.of(tx, locked.values()).chain(known -> {
                        var changes = new ArrayList<StandingChange>();
                        locked.forEach((key, standing) -> {
                            var due = dues.get(key);
                            // Somebody may have seen to it before the lock was ours.
                            if (due != null && !due.isAfter(now)) {
                                changes.add(Judge.tick(standing, known.get(key.person()), now, due));
                            }
                        });
                        LOG.debugf("%d deadlines looked at", changes.size());
                        return consequences.write(tx, changes).replaceWith(changes.size());
                    }));
        });
    }
}
