package org.rollcall.backend.location;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * The lanes of this node. A person's fixes always take the same one, so that on a node nobody waits for a lock that the
 * node itself holds. Thread-safe.
 */
@ApplicationScoped
class Lanes {

    private static final Logger LOG = Logger.getLogger(Lanes.class);
    private static final Duration DRAIN = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration DRAIN_LOOK = Duration.ofMillis(5);

    private final List<Lane> lanes;
    private final Counter beyondShare;
    private final Counter tooSlow;
    private volatile boolean open = true;

    Lanes(Vertx vertx, BatchProcessor processor, LocationConfig config, MeterRegistry metrics) {
        if (config.gather().isNegative() || config.gather().compareTo(config.answerWithin()) >= 0) {
            throw new IllegalArgumentException(
                    "rollcall.location.gather is 0 or more, and less than rollcall.location.answer-within");
        }
        this.tooSlow = metrics.counter(LocationMeters.UNAVAILABLE, "reason", "too-slow");
        this.beyondShare = metrics.counter(LocationMeters.UNAVAILABLE, "reason", "sender-full");
        this.lanes = IntStream.range(0, config.lanes())
                .mapToObj(i -> lane(newContext(vertx), processor, config)).toList();
        IntStream.range(0, lanes.size())
                .forEach(i -> Gauge.builder("rollcall.intake.lane.fixes", lanes.get(i), Lane::waiting)
                        .description("fixes queued or at work").tag("lane", String.valueOf(i)).register(metrics));
    }

    private Lane lane(Context context, BatchProcessor processor, LocationConfig config) {
        var lane = new Lane(context, processor, config.laneFixes(), config.laneFixesOfOne(), config.batchFixes(),
                config.gather(), this::refuse);
        context.runOnContext(ignored -> context.owner().setPeriodic(LOOK.toMillis(),
                tick -> lane.look(config.answerWithin(), this::late)));
        return lane;
    }

    /** It may be stored yet; its client sends it again, and then it is a duplicate. */
    private void late(Submission<?> submission) {
        tooSlow.increment();
        submission.refuse(Batches.unavailable());
    }

    /** Nothing of it was kept; its client sends it again, which is how a backlog waits without memory of ours. */
    private void refuse(Submission<?> submission) {
        beyondShare.increment();
        submission.items().forEach(item -> item.settle(Outcome.refused(Batches.unavailable())));
    }

    /** A thread that has none gets a context on the next event loop and keeps it: so one thread for each lane. */
    private static Context newContext(Vertx vertx) {
        var context = new CompletableFuture<Context>();
        new Thread(() -> context.complete(vertx.getOrCreateContext()), "rollcall-lane").start();
        return context.join();
    }

    /** Made before the first request comes, and not within it. */
    void start(@Observes StartupEvent event) {
        LOG.debugf("%d lanes", lanes.size());
    }

    /** Takes it, to be settled in its turn; false where the lane is full or the node is stopping. */
    boolean offer(UUID person, Submission<?> submission) {
        // The last bits of an id made in time order are random; the first are not.
        return open && lanes.get((int) Long.remainderUnsigned(person.getLeastSignificantBits(), lanes.size()))
                .offer(submission);
    }

    /** The server has stopped listening: what was taken is settled before the connections to the database go. */
    void drain(@Observes @Priority(1) ShutdownEvent event) {
        open = false;
        long until = System.nanoTime() + DRAIN.toNanos();
        while (lanes.stream().anyMatch(lane -> lane.waiting() > 0) && System.nanoTime() < until) {
            LockSupport.parkNanos(DRAIN_LOOK.toNanos());
        }
        int left = lanes.stream().mapToInt(Lane::waiting).sum();
        if (left > 0) {
            LOG.warnf("%d fixes were not settled before the end; their clients were not answered and send again", left);
        }
    }
}
