package org.rollcall.backend.location;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.alert.Alerts;
import org.rollcall.backend.alert.Cause;
import org.rollcall.backend.supervisee.CollectionPeriods;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

/**
 * A person asks for help by the phone: an alert at once, whatever becomes of the place. Never counted against the person.
 * To ask again adds evidence to the open alert. Outside a collection period nothing is kept. Thread-safe.
 */
@ApplicationScoped
public class HelpRequests {

    private final Pool pool;
    private final CollectionPeriods periods;
    private final Alerts alerts;

    HelpRequests(@ReactiveDataSource("intake") Pool pool, CollectionPeriods periods, Alerts alerts) {
        this.pool = pool;
        this.periods = periods;
        this.alerts = alerts;
    }

    /**
     * Raises HELP_REQUESTED; durable when this completes.
     *
     * @param askedAt by the device's own clock
     */
    public Uni<Void> ask(EnrolledDevice sender, Instant askedAt, Instant receivedAt) {
        return pool.withTransaction(transaction -> periods.of(transaction, Set.of(sender.superviseeId()))
                .chain(known -> known.get(sender.superviseeId()).stream().anyMatch(period -> period.covers(askedAt))
                        ? alerts.raise(transaction, List.of(cause(sender, askedAt, receivedAt)))
                        : Uni.createFrom().voidItem()));
    }

    private static Cause cause(EnrolledDevice sender, Instant askedAt, Instant receivedAt) {
        return new Cause(sender.superviseeId(), AlertCode.HELP_REQUESTED, "", Severity.CRITICAL, receivedAt,
                new JsonObject().put("deviceId", sender.id().toString()).put("askedAt", askedAt.toString()));
    }
}
