package org.rollcall.backend.contact;

import java.time.Instant;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Timestamps;

/** When we were not there ourselves: reads what the sweep of duties leaves of it, in this class alone. Thread-safe. */
@ApplicationScoped
class Outages {

    private static final String LAST = "select (select max(upper(during)) from outage) as ended,"
            + " (select at from sweep_beat where name = 'duty') as beat";

    private final ContactConfig config;

    Outages(ContactConfig config) {
        this.config = config;
    }

    /** When the last outage ended: now, where nobody has left a sign for too long. */
    Uni<Optional<Instant>> lastEnd(SqlConnection tx, Instant now) {
        return tx.preparedQuery(LAST).execute(Tuple.tuple()).map(rows -> {
            var row = rows.iterator().next();
            var beat = Timestamps.instant(row, "beat");
            return beat != null && beat.plus(config.outageAfter()).isBefore(now)
                    ? Optional.of(now)
                    : Optional.ofNullable(Timestamps.instant(row, "ended"));
        });
    }
}
