package org.rollcall.backend.supervisee;

import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;

/** Whether the asker may see somebody at all: the first thing that every operation on a person asks. Thread-safe. */
@ApplicationScoped
public class SuperviseeLookup {

    /**
     * Nothing, for somebody on the register and in the scope of this transaction.
     *
     * @throws ProblemException in the Uni: NOT_FOUND
     */
    public Uni<Void> require(SqlConnection transaction, UUID person) {
        return transaction.preparedQuery("select from supervisee where id = $1").execute(Tuple.of(person))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound();
                    }
                }).replaceWithVoid();
    }

    /**
     * The zone by whose clock that person's days are; else as {@link #require}.
     *
     * @throws ProblemException in the Uni: NOT_FOUND
     */
    public Uni<ZoneId> zone(SqlConnection transaction, UUID person) {
        return transaction.preparedQuery("select zone from supervisee where id = $1").execute(Tuple.of(person))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound();
                    }
                    return ZoneId.of(rows.iterator().next().getString("zone"));
                });
    }

    /** The names of the zones of many people, as far as the role of this transaction sees them. */
    public Uni<Map<UUID, String>> zoneNames(SqlConnection transaction, Collection<UUID> people) {
        return transaction.preparedQuery("select id, zone from supervisee where id = any($1)")
                .execute(Tuple.tuple().addArrayOfUUID(people.toArray(UUID[]::new))).map(rows -> {
                    var names = new HashMap<UUID, String>();
                    rows.forEach(row -> names.put(row.getUUID("id"), row.getString("zone")));
                    return names;
                });
    }
}
