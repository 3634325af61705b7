package org.rollcall.backend.area;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.Validity;

/** Where areas lay, when, and as known when. For whoever makes rules of areas. Thread-safe. */
@ApplicationScoped
public class AreaHistory {

    private static final String VERSIONS = "select area_id, version, lower(valid) as valid_from, upper(valid) as valid_until,"
            + " known_from from area_version where area_id = any($1) order by area_id, version";

    private final CompiledAreas compiled;

    AreaHistory(CompiledAreas compiled) {
        this.compiled = compiled;
    }

    /**
     * An era with its shape.
     *
     * @param area shared by everybody who is judged by it
     * @param validity when it holds, and when it was known to
     */
    public record Stretch(Area area, Validity validity) {}

    /**
     * The eras of those areas, in no particular order; an area that does not exist has none.
     *
     * @param transaction the caller's: a bumped version of the rules and what it stands for are read together
     */
    public Uni<Map<UUID, List<Stretch>>> of(SqlConnection transaction, Collection<UUID> areas) {
        if (areas.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var ids = areas.stream().distinct().toArray(UUID[]::new);
        return transaction.preparedQuery(VERSIONS).execute(Tuple.tuple().addArrayOfUUID(ids))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(AreaHistory::version)
                        .collect(groupingBy(version -> version.version().area())).values().stream()
                        .flatMap(versions -> AreaEra.of(versions).stream()).toList())
                .chain(eras -> compiled.of(transaction, eras.stream().map(AreaEra::version).toList())
                        .map(shapes -> eras.stream().collect(groupingBy(era -> era.version().area(),
                                Collectors.mapping(era -> new Stretch(shapes.get(era.version()), era.validity()),
                                        Collectors.toList())))));
    }

    private static AreaEra version(Row row) {
        return new AreaEra(new AreaVersion(row.getUUID("area_id"), row.getInteger("version")),
                new Validity(Timestamps.instant(row, "valid_from", Instant.MIN),
                        Timestamps.instant(row, "valid_until", Instant.MAX), Timestamps.instant(row, "known_from"),
                        Instant.MAX));
    }
}
