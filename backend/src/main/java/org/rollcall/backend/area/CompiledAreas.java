package org.rollcall.backend.area;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.AreaCodec;
import org.rollcall.geofence.WgsCoordinate;

/**
 * The areas as the kernel wants them, one object for each version, shared by everybody who is judged by it. Compiling
 * takes milliseconds, so it happens once, on a worker thread; how much is kept is bounded by vertices. A version never
 * changes, so nothing here is ever out of date. Thread-safe.
 */
@ApplicationScoped
public class CompiledAreas {

    private static final String SHAPES = "select area_id, version, radius_m,"
            + " case when radius_m is null then st_asewkb(shape) end as polygons,"
            + " st_x(case when radius_m is not null then shape end) as lon,"
            + " st_y(case when radius_m is not null then shape end) as lat"
            + " from area_version join unnest($1::uuid[], $2::int[]) wanted (area_id, version) using (area_id, version)";

    private final AsyncCache<AreaVersion, Area> cache;

    CompiledAreas(AreaConfig config) {
        cache = Caffeine.newBuilder().maximumWeight(config.compiledVertices())
                .weigher((AreaVersion version, Area area) -> area.vertexCount())
                .executor(Infrastructure.getDefaultWorkerPool()).buildAsync();
    }

    /**
     * Those versions, compiled; one that does not exist is left out.
     *
     * @param transaction the caller's; used only for what is not in memory
     * @return on the caller's Vert.x context, so that the transaction can go on
     */
    public Uni<Map<AreaVersion, Area>> of(SqlConnection transaction, Collection<AreaVersion> versions) {
        var found = new HashMap<AreaVersion, CompletableFuture<Area>>();
        Set<AreaVersion> missing = new LinkedHashSet<>();
        for (var version : versions) {
            var known = cache.getIfPresent(version);
            if (known == null) {
                missing.add(version);
            } else {
                found.put(version, known);
            }
        }
        return missing.isEmpty()
                ? all(found)
                : transaction.preparedQuery(SHAPES).execute(keysOf(List.copyOf(missing))).chain(rows -> {
                    compile(rows, found);
                    return all(found);
                });
    }

    private void compile(RowSet<Row> rows, Map<AreaVersion, CompletableFuture<Area>> into) {
        for (var row : rows) {
            var version = new AreaVersion(row.getUUID("area_id"), row.getInteger("version"));
            // Whoever comes second shares what the first one compiles.
            into.put(version, cache.get(version, key -> compile(row)));
        }
    }

    private static Area compile(Row row) {
        var radius = row.getDouble("radius_m");
        return radius == null
                ? AreaCodec.decode(row.getBuffer("polygons").getBytes())
                : Area.circle(new WgsCoordinate(row.getDouble("lat"), row.getDouble("lon")), radius);
    }

    private static Uni<Map<AreaVersion, Area>> all(Map<AreaVersion, CompletableFuture<Area>> areas) {
        if (areas.values().stream().allMatch(CompletableFuture::isDone)) {
            return Uni.createFrom().item(joined(areas));
        }
        var context = Vertx.currentContext();
        var ready = Uni.createFrom()
                .completionStage(CompletableFuture.allOf(areas.values().toArray(CompletableFuture[]::new)))
                .map(done -> joined(areas));
        return context == null ? ready : ready.emitOn(MutinyHelper.executor(context));
    }

    private static Map<AreaVersion, Area> joined(Map<AreaVersion, CompletableFuture<Area>> areas) {
        var ready = new HashMap<AreaVersion, Area>();
        areas.forEach((version, area) -> ready.put(version, area.join()));
        return ready;
    }

    private static Tuple keysOf(List<AreaVersion> versions) {
        return Tuple.tuple().addArrayOfUUID(versions.stream().map(AreaVersion::area).toArray(UUID[]::new))
                .addArrayOfInteger(versions.stream().map(AreaVersion::number).toArray(Integer[]::new));
    }
}
