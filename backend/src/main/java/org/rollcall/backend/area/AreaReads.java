package org.rollcall.backend.area;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.Timestamps;

/**
 * Areas as staff look at them. Boundaries are no secret: every member of staff may see all of them. Circles are people's
 * homes: row-level security shows those of the asker's units and of the people whom the asker may see.
 */
@ApplicationScoped
class AreaReads {

    // Of the versions that have begun, the newest holds.
    private static final String CURRENT = "select a.id, a.kind, a.code, a.name, a.created_at, v.version, v.source_crs,"
            + " v.radius_m, lower(v.valid) as valid_from, (select min(lower(n.valid)) from area_version n"
            + " where n.area_id = a.id and n.version > v.version and lower(n.valid) > $1) as valid_until"
            + " from area a cross join lateral (select * from area_version o where o.area_id = a.id"
            + " order by (lower_inf(o.valid) or lower(o.valid) <= $1) desc, o.version desc limit 1) v";
    private static final String LIST = CURRENT + " where ($2::uuid is null or a.id > $2)"
            + " and ($3::text is null or a.kind = $3) and ($4::text is null or a.code = $4) order by a.id limit $5";
    private static final String ONE = "from AreaVersionEntity v where v.areaId = :area order by"
            + " case when v.validFrom is null or v.validFrom <= :now then 0 else 1 end, v.version desc";
    private static final String NEXT = "select min(v.validFrom) from AreaVersionEntity v where v.areaId = :area"
            + " and v.version > :version and v.validFrom > :now";

    private final Scope scope;
    private final Clock clock;

    AreaReads(Scope scope, Clock clock) {
        this.scope = scope;
        this.clock = clock;
    }

    /** @param kind null for all; so is code */
    Uni<Page<AreaView>> list(AreaKind kind, String code, PageRequest page) {
        var after = page.afterId();
        var tuple = Tuple.of(Timestamps.utc(Timestamps.now(clock)), after == null ? null : after.id(),
                kind == null ? null : kind.name(), code, page.fetch());
        return scope.inTransaction(transaction -> transaction.preparedQuery(LIST).execute(tuple))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> AreaView.of(row))
                        .toList())
                .map(found -> page.page(found, area -> new Cursor.ById(area.id())));
    }

    Uni<AreaView> get(UUID id) {
        var now = Timestamps.now(clock);
        return scope.inSession(session -> session.find(AreaEntity.class, id).onItem().ifNull()
                .failWith(ProblemException::notFound)
                .chain(area -> session.createQuery(ONE, AreaVersionEntity.class).setParameter("area", id)
                        .setParameter("now", now).setMaxResults(1).getSingleResult()
                        .chain(version -> session.createQuery(NEXT, Instant.class).setParameter("area", id)
                                .setParameter("version", version.version).setParameter("now", now).getSingleResult()
                                .map(next -> AreaView.of(area, version, next)))));
    }
}
