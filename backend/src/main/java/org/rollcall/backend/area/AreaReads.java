package org.rollcall.backend.area;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.Timestamps;

/**
 * Areas as staff look at them. Boundaries are no secret: every member of staff may see all of them. Circles, and
 * boundaries drawn below the county without a code that one person alone is judged by, are people's homes: row-level
 * security shows those of the asker's units and of the people whom the asker may see, and none to whoever sees no cases. A
 * list shows neither where they lie nor their names; a look at one has a purpose and is on record, with each of its people
 * unless they are too many for a home.
 */
@ApplicationScoped
class AreaReads {

    private static final String IS_HOME = "(a.kind = 'CIRCLE' or a.code is null and boundary_of_one(a.id))";
    // Of the versions that have begun, the newest holds.
    private static final String CURRENT = "select a.id, a.kind, a.code, a.name, a.created_at, v.version, v.source_crs, "
            + IS_HOME
            + " as home,"
            + " v.radius_m, lower(v.valid) as valid_from, (select min(lower(n.valid)) from area_version n"
            + " where n.area_id = a.id and n.version > v.version and lower(n.valid) > $1) as valid_until"
            + " from area a cross join lateral (select * from area_version o where o.area_id = a.id"
            + " order by (lower_inf(o.valid) or lower(o.valid) <= $1) desc, o.version desc limit 1) v";
    // To whom no cases are shown no circle is: without asking of each of them.
    private static final String LIST = CURRENT + " where ($2::uuid is null or a.id > $2)"
            + " and (a.kind <> 'CIRCLE' or cardinality((select scope_units())::uuid[]) > 0)"
            + " and ($3::text is null or a.kind = $3) and ($4::text is null or a.code = $4) order by a.id limit $5";
    private static final String ONE = "from AreaVersionEntity v where v.areaId = :area order by"
            + " case when v.validFrom is null or v.validFrom <= :now then 0 else 1 end, v.version desc";
    private static final String NEXT = "select min(v.validFrom) from AreaVersionEntity v where v.areaId = :area"
            + " and v.version > :version and v.validFrom > :now";

    private static final int MOST_AT_HOME = 20;
    private static final String ONES_HOME = "select " + IS_HOME + " from area a where a.id = ?1";
    // As far as the asker sees them.
    private static final String PEOPLE = "select supervisee_id from home_area where area_id = ?1"
            + " union select p.supervisee_id from permission_area a join permission p on p.id = a.permission_id"
            + " where a.area_id = ?1 order by 1";
    private static final String OF_HIDDEN_MINOR = "select area_of_hidden_minor(?1)";

    private final Scope scope;
    private final AuditTrail audit;
    private final Clock clock;

    AreaReads(Scope scope, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.audit = audit;
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

    /** @throws ProblemException in the Uni: NOT_FOUND; INVALID where it is a home and no purpose is stated */
    Uni<AreaView> get(UUID id, Optional<HomePurpose> purpose) {
        return scope.inSession(session -> session.find(AreaEntity.class, id).onItem().ifNull()
                .failWith(ProblemException::notFound)
                .chain(area -> whether(session, ONES_HOME, id).chain(home -> home
                        ? record(session, id, purpose).chain(() -> whether(session, OF_HIDDEN_MINOR, id))
                                .chain(masked -> view(session, area).map(view -> masked ? view.masked() : view))
                        : view(session, area))));
    }

    private Uni<AreaView> view(Mutiny.Session session, AreaEntity area) {
        var now = Timestamps.now(clock);
        return session.createQuery(ONE, AreaVersionEntity.class).setParameter("area", area.id)
                .setParameter("now", now).setMaxResults(1).getSingleResult()
                .chain(version -> session.createQuery(NEXT, Instant.class).setParameter("area", area.id)
                        .setParameter("version", version.version).setParameter("now", now).getSingleResult()
                        .map(next -> AreaView.of(area, version, next)));
    }

    private static Uni<Boolean> whether(Mutiny.Session session, String question, UUID area) {
        return session.createNativeQuery(question, Boolean.class).setParameter(1, area).getSingleResult();
    }

    private Uni<Void> record(Mutiny.Session session, UUID area, Optional<HomePurpose> purpose) {
        if (purpose.isEmpty()) {
            throw ProblemException.invalid("purpose", "is missing: say why you look at where somebody lives");
        }
        var detail = new JsonObject().put("area", area.toString());
        return session.createNativeQuery(PEOPLE, UUID.class).setParameter(1, area).getResultList()
                .chain(people -> people.isEmpty() || people.size() > MOST_AT_HOME
                        ? audit.record(session, seen(area, purpose, detail.put("people", people.size())))
                        : InTurn.each(people, person -> audit.record(session, seen(person, purpose, detail))));
    }

    private Deed seen(UUID object, Optional<HomePurpose> purpose, JsonObject detail) {
        return new Deed(scope.account(), Action.HOME_SEEN, object, purpose.map(HomePurpose::name), detail);
    }
}
