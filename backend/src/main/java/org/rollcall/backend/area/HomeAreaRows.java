package org.rollcall.backend.area;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Timestamps;

/** The rows of home areas: belief in them ends, others are added, none is overwritten. */
@ApplicationScoped
class HomeAreaRows {

    private static final String IN_FORCE = "select array_agg(area_id order by area_id) as areas, max(lower(valid)) as valid_from,"
            + " min(upper(valid)) as valid_until, max(known_from) as known_from from home_area"
            + " where supervisee_id = $1 and known_until is null and valid @> $2::timestamptz having count(*) > 0";
    // Later than everything known before, whatever the clocks of the nodes say.
    private static final String MOMENT = "select greatest($2, max(known_from) + interval '1 microsecond') as moment"
            + " from home_area where supervisee_id = $1";
    private static final String END = "update home_area set known_until = $3 where supervisee_id = $1 and known_until is null"
            + " and (upper_inf(valid) or upper(valid) > $2) returning area_id, lower(valid) as valid_from";
    private static final String ADD = "insert into home_area (id, supervisee_id, area_id, valid, known_from)"
            + " values ($1, $2, $3, tstzrange($4, $5), $6)";

    /** What is believed to be in force at that instant. */
    Uni<Optional<HomeArea>> find(SqlConnection transaction, UUID person, Instant at) {
        return transaction.preparedQuery(IN_FORCE).execute(Tuple.of(person, Timestamps.utc(at)))
                .map(rows -> stream(rows)
                        .map(row -> new HomeArea(person, List.of(row.getArrayOfUUIDs("areas")),
                                Timestamps.instant(row, "valid_from"), Timestamps.instant(row, "valid_until"),
                                Timestamps.instant(row, "known_from")))
                        .findFirst());
    }

    /** From that instant on it is these areas; the caller holds the lock of the person's standings. */
    Uni<Void> replace(SqlConnection transaction, UUID person, Collection<UUID> areas, Instant from, Instant now) {
        return transaction.preparedQuery(MOMENT).execute(Tuple.of(person, Timestamps.utc(now)))
                .map(rows -> Timestamps.instant(rows.iterator().next(), "moment"))
                .chain(moment -> transaction.preparedQuery(END)
                        .execute(Tuple.of(person, Timestamps.utc(from), Timestamps.utc(moment)))
                        .chain(ended -> add(transaction, Stream.concat(
                                stream(ended).filter(row -> Timestamps.instant(row, "valid_from").isBefore(from))
                                        .map(row -> row(person, row.getUUID("area_id"),
                                                Timestamps.instant(row, "valid_from"), from, moment)),
                                areas.stream().map(area -> row(person, area, from, null, moment))).toList())));
    }

    private static Uni<Void> add(SqlConnection transaction, List<Tuple> rows) {
        return transaction.preparedQuery(ADD).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(UUID person, UUID area, Instant from, Instant until, Instant knownFrom) {
        return Tuple.tuple().addUUID(Ids.next()).addUUID(person).addUUID(area).addOffsetDateTime(Timestamps.utc(from))
                .addOffsetDateTime(Timestamps.utc(until)).addOffsetDateTime(Timestamps.utc(knownFrom));
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
