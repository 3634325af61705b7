package org.rollcall.backend.travel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.area.AreaHistory;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.geofence.Permission;
import org.rollcall.geofence.Validity;

/** Permissions as rules for the kernel. Thread-safe. */
@ApplicationScoped
public class Permissions {

    // One revoked whole has an empty interval, and is no rule.
    private static final String ROWS = "select p.id, p.supervisee_id, p.transit_out_seconds, p.transit_back_seconds,"
            + " lower(v.valid) as valid_from, upper(v.valid) as valid_until, v.known_from, v.known_until,"
            + " array(select a.area_id from permission_area a where a.permission_id = p.id order by 1) as areas"
            + " from permission p join permission_version v on v.permission_id = p.id"
            + " where p.supervisee_id = any($1) and not isempty(v.valid) order by p.supervisee_id, p.id, v.version";

    private static final String END = "select upper(v.valid) as valid_until from permission p join permission_version v"
            + " on v.permission_id = p.id and v.known_until is null"
            + " where p.id = $1 and p.supervisee_id = $2 and not isempty(v.valid)";

    private final AreaHistory history;

    Permissions(AreaHistory history) {
        this.history = history;
    }

    /**
     * All that was ever believed of where those people may be for a time, for
     * {@link org.rollcall.geofence.Rulebook#of}: revoked and corrected versions too.
     *
     * @param transaction the caller's, as whichever role; what is out of its scope is not there
     * @return an entry for each person who was asked for
     */
    public Uni<Map<UUID, List<Permission>>> rules(SqlConnection transaction, Collection<UUID> people) {
        var ids = people.stream().distinct().toArray(UUID[]::new);
        return transaction.preparedQuery(ROWS).execute(Tuple.tuple().addArrayOfUUID(ids))
                .chain(rows -> history.of(transaction, areasOf(rows)).map(eras -> rules(ids, rows, eras)));
    }

    /**
     * When that person's permission ends, as believed now.
     *
     * @throws ProblemException in the Uni: CONFLICT where the person has no such permission, or it was revoked whole
     */
    public Uni<Instant> endOf(SqlConnection transaction, UUID person, UUID permission) {
        return transaction.preparedQuery(END).execute(Tuple.of(permission, person)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw new ProblemException(ProblemType.CONFLICT, "There is no such permission of this person.");
            }
            return Timestamps.instant(rows.iterator().next(), "valid_until");
        });
    }

    private static List<UUID> areasOf(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .flatMap(row -> Arrays.stream(row.getArrayOfUUIDs("areas"))).distinct().toList();
    }

    private static Map<UUID, List<Permission>> rules(UUID[] people, RowSet<Row> rows,
            Map<UUID, List<AreaHistory.Stretch>> eras) {
        Map<UUID, List<Permission>> rules = new HashMap<>();
        for (var person : people) {
            rules.put(person, new ArrayList<>());
        }
        for (var row : rows) {
            rules.get(row.getUUID("supervisee_id")).addAll(leave(row, eras).rules());
        }
        return rules;
    }

    private static Leave leave(Row row, Map<UUID, List<AreaHistory.Stretch>> eras) {
        var validity = new Validity(Timestamps.instant(row, "valid_from"), Timestamps.instant(row, "valid_until"),
                Timestamps.instant(row, "known_from"), Timestamps.instant(row, "known_until", Instant.MAX));
        return new Leave(row.getUUID("id"), validity,
                Arrays.stream(row.getArrayOfUUIDs("areas")).map(area -> eras.getOrDefault(area, List.of())).toList(),
                Duration.ofSeconds(row.getInteger("transit_out_seconds")),
                Duration.ofSeconds(row.getInteger("transit_back_seconds")));
    }
}
