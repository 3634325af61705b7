package org.rollcall.backend.oversight;

import java.time.Clock;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;
import org.rollcall.backend.access.AnchorKey;
import org.rollcall.backend.platform.Trace;
import org.rollcall.backend.platform.WhileClockIsOff;

/**
 * One round: seal what waits, batch by batch; make an anchor where it is time; write into this node's directory what it
 * lacks of the anchors, whichever node made them. Any node may do it at any time; one failing part is told and leaves the
 * others.
 */
@ApplicationScoped
class SealingSweep {

    private static final Logger LOG = Logger.getLogger(SealingSweep.class);
    private static final int FILES_AT_ONCE = 100;

    private final OversightConfig config;
    private final Sealer sealer;
    private final Anchors anchors;
    private final OversightMeters meters;

    SealingSweep(@ReactiveDataSource("worker") Pool pool, AnchorKey key, OversightConfig config,
            OversightMeters meters, Clock clock) {
        this.config = config;
        this.meters = meters;
        sealer = new Sealer(pool, clock, config.batch());
        anchors = new Anchors(pool, key, clock, config.anchorEvery());
    }

    @Scheduled(identity = "audit-sealing", every = "{rollcall.audit.seal-every}", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return told("the record could not be sealed", sealer.sealOne().invoke(meters::sealed).repeat()
                .whilst(sealed -> sealed == config.batch()).onItem().ignoreAsUni())
                .chain(() -> told("no anchor of the record could be made", anchors.makeIfDue().replaceWithVoid()))
                .chain(() -> config.anchorDirectory().map(directory -> told("anchors could not be written",
                        write(new AnchorFiles(directory)).onFailure().invoke(meters::anchorNotWritten)))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> write(AnchorFiles files) {
        return onWorker(files::last).chain(last -> anchors.behind(Math.max(0, last - 1), FILES_AT_ONCE)
                .chain(missing -> onWorker(() -> {
                    if (last > 0 && missing.isEmpty()) {
                        throw new IllegalStateException("anchor " + last + " is a file and not in the database");
                    }
                    missing.forEach(files::write);
                    return null;
                }))).replaceWithVoid();
    }

    private static <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static Uni<Void> told(String what, Uni<Void> work) {
        return work.onFailure().invoke(failure -> LOG.error(what, Trace.of(failure))).onFailure().recoverWithNull();
    }
}
