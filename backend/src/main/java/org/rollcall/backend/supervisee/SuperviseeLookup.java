package org.rollcall.backend.supervisee;

import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;

/** Whether the asker may see somebody at all: the first thing that every operation on a person asks. Thread-safe. */
@ApplicationScoped
public class SuperviseeLookup {

    /** Whether what shows the asker that person ({@code $1}) is posts of a superior alone. */
    static final String AS_SUPERIOR = "select sees_as_superior_alone($1) as alone";

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
     * Whether the asker sees that person as a superior alone, whatever else they are elsewhere: a look at a case then has a
     * purpose and is on record (DOMAIN 10.2).
     */
    public Uni<Boolean> seesAsSuperiorAlone(SqlConnection transaction, UUID person) {
        return transaction.preparedQuery(AS_SUPERIOR).execute(Tuple.of(person))
                .map(rows -> rows.iterator().next().getBoolean("alone"));
    }

    /**
     * A page of what is kept about somebody on the register and in the scope of this transaction.
     *
     * @param sql of the person ($1), the id after which to go on ($2; null for the first page) and how many ($3)
     * @param read what is in a row
     * @param idOf by what the list is ordered
     * @throws ProblemException in the Uni: NOT_FOUND
     */
    public <T> Uni<Page<T>> page(SqlConnection transaction, UUID person, String sql, PageRequest page,
            Function<Row, T> read, Function<T, UUID> idOf) {
        var after = page.afterId();
        return require(transaction, person)
                .chain(() -> transaction.preparedQuery(sql)
                        .execute(Tuple.of(person, after == null ? null : after.id(), page.fetch())))
                .map(rows -> page.page(StreamSupport.stream(rows.spliterator(), false).map(read).toList(),
                        item -> new Cursor.ById(idOf.apply(item))));
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
