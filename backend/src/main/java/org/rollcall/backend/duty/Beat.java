package org.rollcall.backend.duty;

import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.Ids;

/**
 * Notices that no node was up. Every round of the sweep, on any node, leaves its time; a gap longer than the configured one
 * is recorded as an outage, once, before anything is stated as missed (rule 7 of the alert catalogue).
 */
@ApplicationScoped
class Beat {

    private static final Logger LOG = Logger.getLogger(Beat.class);
    private static final String NAME = "duty";
    private static final String FIRST = "insert into sweep_beat (name, at) values ($1, $2) on conflict do nothing";
    private static final String GAP = "with last as (select at from sweep_beat where name = $1 for update)"
            + " insert into outage (id, during, recorded_at) select $3, tstzrange(at, $2), $2 from last"
            + " where $2 - at > $4 * interval '1 second' on conflict do nothing";
    private static final String BEAT = "update sweep_beat set at = greatest(at, $2) where name = $1";

    private final Pool pool;
    private final DutyConfig config;

    Beat(@ReactiveDataSource("worker") Pool pool, DutyConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Leaves this time, and records the outage before it where there was one. */
    Uni<Void> at(Instant now) {
        return pool.withTransaction(connection -> beat(connection, now));
    }

    private Uni<Void> beat(SqlConnection connection, Instant now) {
        var time = now.atOffset(ZoneOffset.UTC);
        return connection.preparedQuery(FIRST).execute(Tuple.of(NAME, time))
                .chain(() -> connection.preparedQuery(GAP)
                        .execute(Tuple.of(NAME, time, Ids.next(), (double) config.outageAfter().toSeconds())))
                .invoke(rows -> {
                    if (rows.rowCount() > 0) {
                        LOG.warnf("no node swept for more than %s: recorded as an outage", config.outageAfter());
                    }
                })
                .chain(() -> connection.preparedQuery(BEAT).execute(Tuple.of(NAME, time))).replaceWithVoid();
    }
}
