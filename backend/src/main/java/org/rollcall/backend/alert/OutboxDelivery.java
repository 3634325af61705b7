package org.rollcall.backend.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.rollcall.notifications.Channel;
import org.rollcall.notifications.DeliveryResult;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.RetrySchedule;

/**
 * One attempt at one message: to each phone that has not had it, outside any transaction, then on record. At least once:
 * who dies in between leaves it to the next owner, and the collapse key lets the second replace the first on the phone.
 * Thread-safe.
 */
final class OutboxDelivery {

    private static final Logger LOG = Logger.getLogger(OutboxDelivery.class);
    private static final RetrySchedule SCHEDULE = RetrySchedule.DEFAULT;
    private static final Duration AGAIN = Duration.ofSeconds(60);

    private final Channel channel;
    private final OutboxLeases leases;
    private final Duration patience;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Executor context;

    /**
     * @param patience the longest that a phone is waited for: shorter than the lease
     * @param context where all but the channel's own work runs: results come on threads of the channel
     */
    OutboxDelivery(Channel channel, OutboxLeases leases, Duration patience, Clock clock, MeterRegistry metrics,
            Executor context) {
        this.channel = channel;
        this.leases = leases;
        this.patience = patience;
        this.clock = clock;
        this.metrics = metrics;
        this.context = context;
    }

    /** Sends it and records what became of it. */
    Uni<Void> deliver(Leased leased) {
        return send(leased).chain(tried -> record(leased, ending(leased, tried), tried));
    }

    /** Sends it to the phones; to none where there is nothing more to send. */
    Uni<List<Tried>> send(Leased leased) {
        var message = readable(leased);
        if (message == null || tooLate(leased, message) || exhausted(leased)) {
            return Uni.createFrom().item(List.of());
        }
        var left = leased.left(message.ttl(), clock.instant());
        // What is late by a retry is not held longer for it.
        var now = message.withTtl(message.ttl().compareTo(left) < 0 ? message.ttl() : left);
        return Multi.createFrom().iterable(leased.phones()).onItem()
                .transformToUni(phone -> send(phone, now).map(result -> new Tried(phone, result))).merge()
                .collect().asList();
    }

    private Uni<DeliveryResult> send(Leased.Phone phone, Message message) {
        return Uni.createFrom().completionStage(() -> channel.deliver(phone.registration(), message)).ifNoItem()
                .after(patience).recoverWithItem(() -> new DeliveryResult.Retry(AGAIN, "TIMEOUT")).onFailure()
                .recoverWithItem(() -> new DeliveryResult.Retry(AGAIN, "CHANNEL_FAILED")).emitOn(context);
    }

    /** What the attempt comes to. */
    Ending ending(Leased leased, List<Tried> tried) {
        if (tried.isEmpty()) {
            var message = readable(leased);
            if (message == null) {
                // During an upgrade a node of the new version can read it: no dead letter before the last attempt.
                return Ending.of(leased.attempt(), leased.hadIt(),
                        List.of(new DeliveryResult.Retry(AGAIN, "UNREADABLE")), SCHEDULE, 0);
            }
            if (!leased.hadIt() && tooLate(leased, message)) {
                return Ending.in(Ending.State.EXPIRED, "EXPIRED");
            }
            if (!leased.hadIt() && exhausted(leased)) {
                return Ending.in(Ending.State.DEAD, "ATTEMPTS_EXHAUSTED");
            }
        }
        return Ending.of(leased.attempt(), leased.hadIt(), tried.stream().map(Tried::result).toList(), SCHEDULE,
                ThreadLocalRandom.current().nextDouble());
    }

    private boolean tooLate(Leased leased, Message message) {
        return leased.left(message.ttl(), clock.instant()).compareTo(Duration.ZERO) <= 0;
    }

    // Whoever dies of a message each time must not do so for ever.
    private static boolean exhausted(Leased leased) {
        return leased.attempt() > SCHEDULE.attempts();
    }

    private static Message readable(Leased leased) {
        try {
            return MessageJson.read(leased.message());
        } catch (RuntimeException e) {
            return null;
        }
    }

    private Uni<Void> record(Leased leased, Ending ending, List<Tried> tried) {
        return leases.give(leased, ending, tried, channel.name(), clock.instant())
                .invoke(held -> tell(leased, ending, tried, held)).replaceWithVoid();
    }

    private void tell(Leased leased, Ending ending, List<Tried> tried, boolean held) {
        tried.forEach(each -> metrics.counter(AlertMeters.DELIVERIES, "channel", channel.name(), "result",
                each.state(ending).name(), "reason", each.reason().orElse("NONE")).increment());
        if (!held) {
            LOG.warnf("a lease ended before its message was recorded: outboxId=%s attempt=%d", leased.id(),
                    leased.attempt());
        } else if (ending.again().isEmpty()) {
            metrics.counter(AlertMeters.ENDED, "state", ending.state().name()).increment();
            if (ending.state() == Ending.State.DEAD) {
                LOG.errorf("dead letter: outboxId=%s attempt=%d reason=%s", leased.id(), leased.attempt(),
                        ending.reason());
            }
        }
    }
}
