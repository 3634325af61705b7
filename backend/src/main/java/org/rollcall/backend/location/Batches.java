package org.rollcall.backend.location;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import org.jboss.logging.Logger;
import org.rollcall.backend.access.Dialect;
import org.rollcall.backend.platform.DatabaseFailure;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Processes batches, one transaction each, on intake's own pool. What is the database's trouble is tried again and then
 * refused as unavailable, but for a standing that somebody holds: it alone is left out. What is the fault of a fix is
 * found by halving the batch and put aside, and its neighbours commit. Thread-safe.
 */
@ApplicationScoped
class Batches implements BatchProcessor {

    private static final Logger LOG = Logger.getLogger(Batches.class);
    private static final int DIALECTS = Dialect.values().length;
    private static final int RETRIES = 4;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    /** As long as a node that stands still may hold a standing: nobody waits for it again and again meanwhile. */
    private static final Duration PASSING_BY = Duration.ofSeconds(30);

    private final Pool pool;
    private final BatchTransaction transaction;
    private final Quarantine quarantine;
    private final MeterRegistry metrics;
    private final AtomicReferenceArray<Counter> counters = new AtomicReferenceArray<>(
            Disposition.values().length * DIALECTS);
    private final DistributionSummary size;
    private final Timer commits;
    private volatile long passingByUntil = System.nanoTime();

    Batches(@ReactiveDataSource("intake") Pool pool, BatchTransaction transaction, Quarantine quarantine,
            MeterRegistry metrics) {
        this.pool = pool;
        this.transaction = transaction;
        this.quarantine = quarantine;
        this.metrics = metrics;
        this.size = DistributionSummary.builder("rollcall.intake.batch.fixes").description("fixes in one transaction")
                .register(metrics);
        this.commits = Timer.builder("rollcall.intake.commit").description("from begin to commit of a batch")
                .publishPercentileHistogram().register(metrics);
    }

    @Override
    public Uni<Void> process(List<Item> items) {
        size.record(items.size());
        return settle(items.stream().sorted(Item.ORDER).toList());
    }

    private Uni<Void> settle(List<Item> items) {
        return commit(items).invoke(this::tell).replaceWithVoid()
                .onFailure().recoverWithUni(failure -> apart(items, failure));
    }

    private Uni<Map<Item, Outcome>> commit(List<Item> items) {
        var caution = new AtomicReference<>(
                System.nanoTime() - passingByUntil < 0 ? Caution.NONE.whilePassingBy() : Caution.NONE);
        return Uni.createFrom().deferred(() -> {
            var sample = Timer.start(metrics);
            return EagerTransaction.in(pool, tx -> transaction.run(tx, items, caution.get()))
                    .invoke(() -> sample.stop(commits));
        }).onFailure(MissingStandings.class).recoverWithUni(missing -> {
            var passingBy = caution.getAndUpdate(Caution::onceMade).passingBy();
            var keys = ((MissingStandings) missing).keys();
            // What goes wrong with making them is told as such; else the transaction begins again.
            return pool.withTransaction(tx -> Standings.make(tx, keys, passingBy))
                    .chain(() -> Uni.createFrom().failure(missing));
        })
                .onFailure(Contention.class).invoke(() -> caution.updateAndGet(Caution::whileDoubting))
                .onFailure(DatabaseFailure::isLockTimeout).invoke(() -> {
                    passingByUntil = System.nanoTime() + PASSING_BY.toNanos();
                    caution.updateAndGet(Caution::whilePassingBy);
                })
                .onFailure(Batches::passes).retry().withBackOff(PAUSE, LONGEST_PAUSE).atMost(RETRIES);
    }

    private void tell(Map<Item, Outcome> outcomes) {
        outcomes.forEach((item, outcome) -> {
            if (outcome.disposition() != null) {
                count(item, outcome.disposition());
            } else if (outcome.left() != null) {
                metrics.counter(LocationMeters.UNAVAILABLE, "reason", outcome.left().reason()).increment();
            }
            item.settle(outcome);
        });
    }

    private void count(Item item, Disposition disposition) {
        // Found by name once; a registry is searched by a name that is put together each time, and gives the same again.
        var dialect = item.submission().sender().dialect();
        int place = disposition.ordinal() * DIALECTS + dialect.ordinal();
        var counter = counters.get(place);
        if (counter == null) {
            counter = metrics.counter(LocationMeters.FIXES, "disposition", disposition.name(), "dialect",
                    dialect.name());
            counters.set(place, counter);
        }
        counter.increment();
    }

    private Uni<Void> apart(List<Item> items, Throwable failure) {
        if (passes(failure)) {
            // Not even the class of an exception of the driver holds what was sent; its message may.
            LOG.warnf("a batch of %d fixes was refused: %s", items.size(), name(failure));
            items.forEach(this::refuse);
            return Uni.createFrom().voidItem();
        }
        if (items.size() > 1) {
            int half = items.size() / 2;
            return settle(items.subList(0, half)).chain(() -> settle(items.subList(half, items.size())));
        }
        var item = items.get(0);
        if (!blamesTheFix(failure)) {
            LOG.errorf("a fix of person %s could not be judged: %s", item.standing().person(), name(failure));
            refuse(item);
            return Uni.createFrom().voidItem();
        }
        LOG.warnf("the database refused a fix of person %s: %s", item.standing().person(), name(failure));
        return quarantine.keep(BatchTransaction.suspect(item, QuarantineReason.REFUSED_BY_DATABASE)).invoke(() -> {
            count(item, Disposition.QUARANTINED);
            item.settle(Outcome.quarantined(QuarantineReason.REFUSED_BY_DATABASE));
        }).onFailure().recoverWithUni(() -> {
            refuse(item);
            return Uni.createFrom().voidItem();
        });
    }

    private void refuse(Item item) {
        metrics.counter(LocationMeters.UNAVAILABLE, "reason", "database").increment();
        item.settle(Outcome.refused(unavailable()));
    }

    static ProblemException unavailable() {
        return new ProblemException(ProblemType.UNAVAILABLE, "Send it again after a while; nothing is lost.");
    }

    /** What a second try, or a while, may mend: contention, a connection, a server that stops, a full disk. */
    private static boolean passes(Throwable failure) {
        if (failure instanceof PgException refusal) {
            var state = refusal.getSqlState();
            return state == null || state.startsWith("40") || state.startsWith("08") || state.startsWith("53")
                    || state.startsWith("57") || state.startsWith("58") || state.equals("55P03");
        }
        return failure instanceof MissingStandings || failure instanceof Contention || failure instanceof IOException
                || failure instanceof ClosedConnectionException
                || failure instanceof io.vertx.core.VertxException || DatabaseFailure.isUnavailable(failure);
    }

    /** A value that the database does not take. A missing partition is the operator's fault, and has no constraint. */
    private static boolean blamesTheFix(Throwable failure) {
        return failure instanceof PgException refusal && refusal.getSqlState() != null
                && (refusal.getSqlState().startsWith("22")
                        || refusal.getSqlState().startsWith("23") && refusal.getConstraint() != null);
    }

    private static String name(Throwable failure) {
        return failure instanceof PgException refusal
                ? "SQL state " + refusal.getSqlState()
                : failure.getClass().getName();
    }
}
