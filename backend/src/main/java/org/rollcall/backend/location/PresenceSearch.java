package org.rollcall.backend.location;

import java.time.Clock;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.geofence.WgsCoordinate;

/**
 * Who of the asker's own people was within an area, on a day that is over. The search and each person whom it names are on
 * record in the transaction that reads, before the first byte leaves; a search that finds nobody is on record too. Minors
 * are left out. Bounded in time, area, rows and people; what is more is refused. There is no export of it.
 *
 * <p>No index on places serves this, since each would be paid with every fix: the day's partition, the block ranges of
 * its time, and then the area test of the kernel.
 */
@ApplicationScoped
class PresenceSearch {

    static final String NEAR = "select f.supervisee_id, f.fixed_at, f.lon, f.lat, f.accuracy_m from fix f"
            + " join supervisee s on s.id = f.supervisee_id"
            + " where f.fixed_at >= $1 and f.fixed_at < $2 and f.lon between $3 and $4 and f.lat between $5 and $6"
            + " and s.regime = 'ADULT' limit $7";
    private static final String BOUND = "select set_config('statement_timeout', $1, true)";

    private final Scope scope;
    private final AuditTrail audit;
    private final FixPartitions partitions;
    private final PresenceConfig config;
    private final Clock clock;

    PresenceSearch(Scope scope, AuditTrail audit, FixPartitions partitions, PresenceConfig config, Clock clock) {
        this.scope = scope;
        this.audit = audit;
        this.partitions = partitions;
        this.config = config;
        this.clock = clock;
    }

    /** Everybody who was there; fails with INVALID where that is too much to ask. */
    Uni<Presence> search(PresenceRequest request) {
        request.check(clock, partitions);
        return scope.inTransaction(tx -> tx.preparedQuery(BOUND)
                .execute(Tuple.of(String.valueOf(config.within().toMillis()))).chain(() -> near(tx, request.circle(),
                        request))
                .map(rows -> seen(rows, request)).call(found -> record(tx, request, found)));
    }

    private Uni<RowSet<Row>> near(SqlConnection tx, PresenceRequest.Circle circle, PresenceRequest request) {
        return tx.preparedQuery(NEAR).execute(Tuple.tuple().addValue(Standings.utc(request.from()))
                .addValue(Standings.utc(request.to())).addDouble(circle.lon() - circle.longitudeReach())
                .addDouble(circle.lon() + circle.longitudeReach()).addDouble(circle.lat() - circle.latitudeReach())
                .addDouble(circle.lat() + circle.latitudeReach()).addInteger(config.fixes() + 1));
    }

    private Presence seen(RowSet<Row> rows, PresenceRequest request) {
        if (rows.size() > config.fixes()) {
            throw Sightings.tooMany();
        }
        var sightings = new Sightings(request.circle().area(), config.people());
        for (var row : rows) {
            var accuracy = row.getFloat("accuracy_m");
            sightings.add(row.getUUID("supervisee_id"), row.getOffsetDateTime("fixed_at").toInstant(),
                    new WgsCoordinate(row.getDouble("lat"), row.getDouble("lon")),
                    accuracy == null ? OptionalDouble.empty() : OptionalDouble.of(accuracy));
        }
        return new Presence(sightings.people());
    }

    private Uni<Void> record(SqlConnection tx, PresenceRequest request, Presence found) {
        var search = detail(request).put("count", found.people().size());
        return audit.record(tx, deed(Action.PRESENCE_SEARCHED, scope.account(), search))
                .chain(() -> InTurn.each(found.people(), seen -> audit.record(tx,
                        deed(Action.PRESENCE_SEEN, seen.superviseeId(), detail(request).put("fixes", seen.fixes())))));
    }

    private Deed deed(Action action, UUID object, JsonObject detail) {
        return new Deed(scope.account(), action, object, Optional.of("CASE"), detail);
    }

    /** Not where: the record of a look holds no place either. */
    private static JsonObject detail(PresenceRequest request) {
        return new JsonObject().put("caseReference", request.caseReference()).put("from", request.from().toString())
                .put("to", request.to().toString());
    }
}
