package org.rollcall.backend.supervisee;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * When anything may be collected about whom (invariant 7). Answers whatever database user asks: the API within its
 * scope, intake and worker for everybody. A change of a period bumps the {@link RulesVersion}, so what is read under the
 * lock of a standing holds for the version read there. Thread-safe.
 */
@ApplicationScoped
public class CollectionPeriods {

    private static final String BELIEVED = "select " + CollectionPeriod.COLUMNS + " from collection_period"
            + " where known_until is null and supervisee_id = any($1::uuid[]) order by supervisee_id, lower(valid)";

    /**
     * The periods believed now, of many people in one query.
     *
     * @param transaction where to ask
     * @param people whose
     * @return each of these people with their periods in order of time, with none where nothing may be collected
     */
    public Uni<Map<UUID, List<CollectionPeriod>>> of(SqlConnection transaction, Collection<UUID> people) {
        if (people.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction.preparedQuery(BELIEVED).execute(Tuple.of(people.toArray(UUID[]::new))).map(rows -> {
            var periods = new HashMap<UUID, List<CollectionPeriod>>();
            people.forEach(person -> periods.put(person, new ArrayList<>()));
            rows.forEach(row -> periods.get(row.getUUID("supervisee_id")).add(CollectionPeriod.of(row)));
            return periods;
        });
    }
}
