package org.rollcall.backend.alert;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.ClockWatch;
import org.rollcall.notifications.Channel;

/**
 * Sends what the outbox holds, on every node, by polling: at most one look under way at a time, and never more messages
 * than configured. When a load is done the next look follows at once.
 */
@ApplicationScoped
public class OutboxWorker {

    private static final Logger LOG = Logger.getLogger(OutboxWorker.class);

    private final Vertx vertx;
    private final Context context;
    private final OutboxRouting routing;
    private final OutboxLeases leases;
    private final OutboxDelivery delivery;
    private final PushConfig config;
    private final Clock clock;
    private final ClockWatch watch;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile Long timer;

    OutboxWorker(Vertx vertx, @ReactiveDataSource("worker") Pool pool, OutboxRouting routing, Channel channel,
            PushConfig config, Clock clock, ClockWatch watch, MeterRegistry metrics) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.routing = routing;
        this.config = config;
        this.clock = clock;
        this.watch = watch;
        this.leases = new OutboxLeases(pool, "node-" + UUID.randomUUID());
        this.delivery = new OutboxDelivery(channel, leases, config.lease().multipliedBy(3).dividedBy(4), clock,
                metrics, this::onContext);
    }

    /**
     * Begins to look. The commands that end by themselves do not call it.
     *
     * @throws IllegalStateException in one line, if the configuration of pushes contradicts itself
     */
    public synchronized void start() {
        if (timer == null) {
            timer = vertx.setPeriodic(config.pollEvery().toMillis(), tick -> onContext(this::look));
        }
    }

    /** Takes nothing more; what is under way ends, or is left to the end of its lease. */
    @PreDestroy
    synchronized void stop() {
        if (timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        }
    }

    private void look() {
        int room = config.mostUnderWay() - underWay.get();
        if (room <= 0 || !looking.compareAndSet(false, true)) {
            return;
        }
        take(room).subscribe().with(leased -> {
            leased.forEach(this::begin);
            looking.set(false);
        }, failure -> {
            looking.set(false);
            LOG.warnf("the outbox cannot be read now: %s", failure.getClass().getSimpleName());
        });
    }

    private void begin(Leased leased) {
        underWay.incrementAndGet();
        delivery.deliver(leased).onTermination().invoke(this::ended).subscribe().with(done -> {
        }, failure -> LOG.warnf("what became of a message is not on record, its lease will end: outboxId=%s %s",
                leased.id(), failure.getClass().getSimpleName()));
    }

    private void ended() {
        // There may be more than one load: the next does not wait for the clock.
        if (underWay.decrementAndGet() == 0 && timer != null) {
            onContext(this::look);
        }
    }

    /** What is due, those included that have just got somebody to go to. */
    private Uni<List<Leased>> take(int most) {
        if (watch.isOff()) {
            // It would take what others are at work on, and call over what is not.
            return Uni.createFrom().item(List.of());
        }
        return routing.route(clock.instant(), config.routeAgainAfter()).onFailure().recoverWithUni(failure -> {
            // Messages that have somebody do not wait for those that have nobody.
            LOG.warnf("messages to nobody cannot be routed now: %s", failure.getClass().getSimpleName());
            return Uni.createFrom().voidItem();
        }).chain(() -> leases.take(most, clock.instant(), config.lease()));
    }

    /** One look whose messages are waited for: how many they were. */
    Uni<Integer> round() {
        return Uni.createFrom().voidItem().emitOn(this::onContext)
                .chain(() -> take(config.mostUnderWay()))
                .chain(leased -> Multi.createFrom().iterable(leased).onItem().transformToUniAndMerge(delivery::deliver)
                        .collect().asList().replaceWith(leased.size()));
    }

    private void onContext(Runnable work) {
        context.runOnContext(nothing -> work.run());
    }
}
