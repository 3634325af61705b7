package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * When anything may be collected about whom (invariant 7). Answers whatever database user asks: the API within its
 * scope, intake and worker for everybody. A change of a period bumps the {@link RulesVersion}, so what is read under the
 * lock of a standing holds for the version read there. Thread-safe.
 */
@ApplicationScoped
public class CollectionPeriods {

    private static final String BELIEVED = "select " + CollectionPeriod.COLUMNS + " from collection_period"
            + " where known_until is null and supervisee_id = any($1::uuid[]) order by supervisee_id, lower(valid)";
    private static final String COLLECTING = "select supervisee_id from collection_period where known_until is null"
            + " and supervisee_id = any(cast(string_to_array(?1, ',') as uuid[])) and valid @> cast(?2 as timestamptz)";

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

    /** Of these people, those about whom something may be collected at that instant; asked in a session's transaction. */
    static Uni<Set<UUID>> listCollecting(Mutiny.Session session, Collection<UUID> people, Instant at) {
        if (people.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return session.createNativeQuery(COLLECTING, UUID.class)
                .setParameter(1, people.stream().map(UUID::toString).collect(Collectors.joining(",")))
                .setParameter(2, at.atOffset(ZoneOffset.UTC)).getResultList().map(Set::copyOf);
    }
}
