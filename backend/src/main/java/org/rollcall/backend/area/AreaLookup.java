package org.rollcall.backend.area;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;

/**
 * Whether areas that somebody names can be used. Until the transaction ends they are not changed without the people who
 * are given them being told of: see {@code share_areas} in the schema. Thread-safe.
 */
@ApplicationScoped
public class AreaLookup {

    // A boundary can be used though it is not shown; a circle that is not shown is somebody else's home.
    private static final String THERE = "select count(*) as found from unnest($1::uuid[]) as asked (id)"
            + " where boundary_lies(asked.id, $2) or exists (select from area_version v where v.area_id = asked.id"
            + " and (lower_inf(v.valid) or lower(v.valid) <= $2))";

    /**
     * Nothing, for areas of which each is named once and lies somewhere at that instant. An area that begins later would
     * leave a gap in which the person is at home nowhere.
     *
     * @throws ProblemException INVALID, at once or in the Uni
     */
    public Uni<Void> require(SqlConnection transaction, Collection<UUID> areas, Instant at) {
        var distinct = new HashSet<>(areas);
        if (distinct.size() != areas.size()) {
            throw new ProblemException(ProblemType.INVALID, "areaIds names an area twice.");
        }
        var ids = distinct.toArray(UUID[]::new);
        return transaction.preparedQuery("select share_areas($1)").execute(Tuple.tuple().addArrayOfUUID(ids))
                .chain(() -> transaction.preparedQuery(THERE)
                        .execute(Tuple.tuple().addArrayOfUUID(ids).addOffsetDateTime(Timestamps.utc(at))))
                .invoke(rows -> {
                    if (rows.iterator().next().getLong("found") != distinct.size()) {
                        throw new ProblemException(ProblemType.INVALID,
                                "areaIds names an area that does not exist, or has no boundary at that time.");
                    }
                }).replaceWithVoid();
    }
}
