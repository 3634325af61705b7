package org.rollcall.backend.area;

import java.time.Instant;
import java.util.ArrayList;
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
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.geofence.HomeArea;
import org.rollcall.geofence.Validity;

/** Home areas as rules for the kernel. Thread-safe. */
@ApplicationScoped
public class HomeAreas {

    private static final String ROWS = "select id, supervisee_id, area_id, lower(valid) as valid_from,"
            + " upper(valid) as valid_until, known_from, known_until from home_area where supervisee_id = any($1)"
            + " order by supervisee_id, known_from, id";

    private final AreaHistory history;

    HomeAreas(AreaHistory history) {
        this.history = history;
    }

    /**
     * All that was ever believed of where those people may be, for {@link org.rollcall.geofence.Rulebook#of}: corrected
     * rows too, each cut into the eras of its area. A row that became several rules gives all of them its id.
     *
     * @param transaction the caller's, as whichever role; what is out of its scope is not there
     * @return an entry for each person who was asked for
     */
    public Uni<Map<UUID, List<HomeArea>>> rules(SqlConnection transaction, Collection<UUID> people) {
        var ids = people.stream().distinct().toArray(UUID[]::new);
        return transaction.preparedQuery(ROWS).execute(Tuple.tuple().addArrayOfUUID(ids))
                .chain(rows -> history.of(transaction, areasOf(rows)).map(eras -> rules(ids, rows, eras)));
    }

    private static List<UUID> areasOf(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID("area_id")).distinct().toList();
    }

    private static Map<UUID, List<HomeArea>> rules(UUID[] people, RowSet<Row> rows,
            Map<UUID, List<AreaHistory.Stretch>> eras) {
        Map<UUID, List<HomeArea>> rules = new HashMap<>();
        for (var person : people) {
            rules.put(person, new ArrayList<>());
        }
        for (var row : rows) {
            var home = new Validity(Timestamps.instant(row, "valid_from", Instant.MIN),
                    Timestamps.instant(row, "valid_until", Instant.MAX), Timestamps.instant(row, "known_from"),
                    Timestamps.instant(row, "known_until", Instant.MAX));
            for (var era : eras.getOrDefault(row.getUUID("area_id"), List.of())) {
                home.and(era.validity()).map(both -> new HomeArea(row.getUUID("id"), era.area(), both))
                        .ifPresent(rules.get(row.getUUID("supervisee_id"))::add);
            }
        }
        return rules;
    }
}
