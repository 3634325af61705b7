package org.rollcall.backend.location;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.EnrolledDevice;
import org.rollcall.backend.alert.Alerts;
import org.rollcall.backend.alert.Cause;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.CollectionPeriods;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

/**
 * A person asks for help by the phone: an alert at once, whatever becomes of the place. Never counted against the person.
 * To ask again adds evidence to the open alert. Outside a collection period, and of a phone that does not count any more,
 * nothing is kept. Thread-safe.
 */
@ApplicationScoped
public class HelpRequests {

    private static final String COUNTS = "select id from device where id = $1"
            + " and (revoked_at is null or replaced_at is not null and $2 < replaced_at)";

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
        return pool.withTransaction(transaction -> counts(transaction, sender, askedAt)
                .chain(counts -> periods.of(transaction, Set.of(sender.superviseeId())).map(
                        known -> counts && known.get(sender.superviseeId()).stream()
                                .anyMatch(period -> period.covers(askedAt))))
                .chain(taken -> taken
                        ? alerts.raise(transaction, List.of(cause(sender, askedAt, receivedAt)))
                        : Uni.createFrom().voidItem()));
    }

    /** Who remembers its secret for a while does not know that it was ended meanwhile. */
    private static Uni<Boolean> counts(SqlConnection transaction, EnrolledDevice sender, Instant askedAt) {
        return transaction.preparedQuery(COUNTS).execute(Tuple.of(sender.id(), Timestamps.utc(askedAt)))
                .map(rows -> rows.rowCount() > 0);
    }

    private static Cause cause(EnrolledDevice sender, Instant askedAt, Instant receivedAt) {
        return new Cause(sender.superviseeId(), AlertCode.HELP_REQUESTED, "", Severity.CRITICAL, receivedAt,
                new JsonObject().put("deviceId", sender.id().toString()).put("askedAt", askedAt.toString()));
    }
}
