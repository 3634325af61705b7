package org.rollcall.backend.duty;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.DatabaseFailure;
import org.rollcall.backend.platform.Trace;

/**
 * Does all of a sweep's work, many in one transaction; where that fails, one by one, and what fails alone is set aside
 * for an hour, so that one bad row never keeps the others waiting. It is tried again and again after that, by whichever
 * node: nothing is given up. Thread-safe.
 */
@ApplicationScoped
class Drain {

    /** What is to be done, in the transaction that is given. */
    interface Work<T> {

        /** What is counted where one of them is set aside. */
        String name();

        /** Locks up to so many that are due and not {@linkplain #NOT_SET_ASIDE set aside}, and that no other node holds. */
        Uni<List<T>> claim(SqlConnection transaction, int most);

        /** Does what was claimed. Whatever it fails with while the database is to be had is taken for a matter of that. */
        Uni<Void> settle(SqlConnection transaction, List<T> claimed);

        UUID idOf(T claimed);
    }

    /** A condition for those whose id stands before it; {@code $1} is now. */
    static final String NOT_SET_ASIDE = " not in (select object_id from duty_set_aside where until > $1)";

    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final Duration LATER = Duration.ofHours(1);
    private static final String SET_ASIDE = "insert into duty_set_aside (object_id, until) values ($1, $2)"
            + " on conflict (object_id) do update set until = excluded.until";
    private static final String FORGET = "delete from duty_set_aside where until < $1";

    private final Pool pool;
    private final MeterRegistry metrics;

    Drain(@ReactiveDataSource("worker") Pool pool, MeterRegistry metrics) {
        this.pool = pool;
        this.metrics = metrics;
    }

    /** Does everything, at most so many in one transaction. */
    <T> Uni<Void> all(Work<T> work, int atOnce, Instant now) {
        return Uni.createFrom()
                .deferred(() -> pool.withTransaction(transaction -> batch(transaction, work, atOnce))
                        .onFailure().recoverWithUni(failure -> oneByOne(work, atOnce, now)))
                .repeat().until(done -> done == 0).onItem().ignoreAsUni();
    }

    /** Forgets what was set aside before: it failed no more, or is set aside again when it fails again. */
    Uni<Void> forget(Instant now) {
        return pool.preparedQuery(FORGET).execute(Tuple.of(now.minus(LATER).atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static <T> Uni<Integer> batch(SqlConnection transaction, Work<T> work, int most) {
        return work.claim(transaction, most).chain(claimed -> claimed.isEmpty()
                ? Uni.createFrom().item(0)
                : work.settle(transaction, claimed).replaceWith(claimed.size()));
    }

    /** As many as were tried at once; after them it is worth trying many again. */
    private <T> Uni<Integer> oneByOne(Work<T> work, int times, Instant now) {
        return Uni.createFrom().deferred(() -> one(work, now)).repeat().whilst(done -> done > 0).select().first(times)
                .collect().last().map(last -> last == null ? 0 : last);
    }

    /** In a transaction of its own: one that failed is over, and can do no more. */
    private <T> Uni<Integer> one(Work<T> work, Instant now) {
        var tried = new AtomicReference<T>();
        return pool.withTransaction(transaction -> work.claim(transaction, 1).chain(claimed -> {
            if (claimed.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            tried.set(claimed.get(0));
            return work.settle(transaction, claimed).replaceWith(1);
        })).onFailure(failure -> tried.get() != null && !DatabaseFailure.isUnavailable(failure))
                .recoverWithUni(failure -> setAside(work, work.idOf(tried.get()), now, failure).replaceWith(1));
    }

    private <T> Uni<Void> setAside(Work<T> work, UUID id, Instant now, Throwable failure) {
        return pool.preparedQuery(SET_ASIDE).execute(Tuple.of(id, now.plus(LATER).atOffset(ZoneOffset.UTC)))
                .invoke(() -> {
                    LOG.errorf(Trace.of(failure), "set aside for %s: %s %s", LATER, work.name(), id);
                    metrics.counter("rollcall.duty.set.aside", "what", work.name()).increment();
                }).replaceWithVoid();
    }
}
