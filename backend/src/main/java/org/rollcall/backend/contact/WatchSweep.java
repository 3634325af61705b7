package org.rollcall.backend.contact;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
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
 * Ends the silences of those who were heard of, then looks at everybody for whom that is due. Any node may do it at any
 * time; its cost grows with what is due, not with how many people there are: of the silences that are open a round looks at
 * so many and no more.
 */
@ApplicationScoped
class WatchSweep {

    private static final Logger LOG = Logger.getLogger(WatchSweep.class);
    private static final int BATCH = 100;
    private static final String BEAT = "insert into sweep_beat (name, at) values ('watch', $1)"
            + " on conflict (name) do update set at = greatest(sweep_beat.at, excluded.at)";
    private static final Duration LATER = Duration.ofMinutes(10);

    private final Pool pool;
    private final Silences silences;
    private final Watch watch;
    private final ContactConfig config;
    private final AtomicReference<UUID> reached = new AtomicReference<>(Silences.BEFORE_ALL);
    private final Clock clock;

    WatchSweep(@ReactiveDataSource("worker") Pool pool, Silences silences, Watch watch,
            ContactConfig config, Clock clock) {
        this.pool = pool;
        this.silences = silences;
        this.watch = watch;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(identity = "watch-sweep", every = "{rollcall.contact.sweep-every}", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sweep(clock.instant());
    }

    Uni<Void> sweep(Instant now) {
        return pool.withTransaction(tx -> silences.listHeard(tx, reached.get(), config.silencesARound()))
                .invoke(page -> reached.set(page.next()))
                .chain(page -> InTurn.each(page.heard(),
                        person -> pool.withTransaction(tx -> WatchRows.wake(tx, person, now)
                                .chain(() -> silences.end(tx, person)))))
                .chain(() -> Uni.createFrom().deferred(() -> round(now)).repeat().until(looked -> looked == 0).onItem()
                        .ignoreAsUni())
                .chain(() -> pool.preparedQuery(BEAT).execute(Tuple.of(Timestamps.utc(now)))).replaceWithVoid();
    }

    private Uni<Integer> round(Instant now) {
        return pool.withTransaction(tx -> WatchRows.listDue(tx, now, BATCH).chain(due -> due.isEmpty()
                ? Uni.createFrom().item(0)
                : watch.look(tx, due, now)))
                .onFailure().recoverWithUni(failure -> oneByOne(now));
    }

    /** One that cannot be looked at does not keep the others waiting. */
    private Uni<Integer> oneByOne(Instant now) {
        return pool.withTransaction(tx -> WatchRows.listDue(tx, now, BATCH))
                .chain(due -> InTurn
                        .each(due, person -> pool.withTransaction(tx -> watch.look(tx, List.of(person), now))
                                .replaceWithVoid().onFailure()
                                .recoverWithUni(failure -> postpone(person, now, failure)))
                        .replaceWith(due.size()));
    }

    private Uni<Void> postpone(UUID person, Instant now, Throwable failure) {
        LOG.errorf("a person could not be looked at and waits: %s", failure.getClass().getName());
        return pool.withTransaction(tx -> WatchRows.postpone(tx, person, now.plus(LATER)));
    }
}
