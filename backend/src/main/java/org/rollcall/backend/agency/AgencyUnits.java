package org.rollcall.backend.agency;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import org.hibernate.reactive.mutiny.Mutiny;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.DatabaseFailure;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * The organisation tree as far as the asker's scope goes. The province is made by the operator ({@code create-admin});
 * all else is added below a unit in scope, and stays there. Thread-safe.
 */
@ApplicationScoped
class AgencyUnits {

    // From the asker's posts down, so that the cost follows the scope and not the province.
    private static final String LIST = "select u.* from agency_unit u where u.id in (select a.unit_id from"
            + " agency_unit_ancestor a where a.ancestor_id in (select p.unit_id from scope_posts() p)) and u.id > ?1"
            + " order by u.id limit ?2";
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Scope scope;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Clock clock;

    AgencyUnits(Scope scope, Idempotency idempotency, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Adds a unit.
     *
     * @throws ProblemException in the Uni: INVALID where the parent is not in scope or not of a higher level; CONFLICT
     *         where a sibling has that name
     */
    Uni<AgencyUnitView> create(AgencyUnitRequest request) {
        return scope.inSession(session -> idempotency.once(session, request, AgencyUnitView.class,
                () -> session.find(AgencyUnit.class, request.parentId())
                        .invoke(parent -> check(request, parent)).chain(() -> insert(session, request))));
    }

    private static void check(AgencyUnitRequest request, AgencyUnit parent) {
        if (parent == null) {
            throw ProblemException.invalid("parentId", "does not exist, or is not in your scope");
        }
        if (!request.level().isBelow(parent.level())) {
            throw ProblemException.invalid("level", "must be below that of the parent");
        }
    }

    private Uni<AgencyUnitView> insert(Mutiny.Session session, AgencyUnitRequest request) {
        var unit = new AgencyUnit(Ids.next(), request, clock.instant().truncatedTo(ChronoUnit.MICROS));
        var detail = new JsonObject().put("parent", request.parentId().toString()).put("level", request.level().name());
        return session.persist(unit).chain(session::flush).onFailure(DatabaseFailure::isNotUnique)
                .transform(e -> new ProblemException(ProblemType.CONFLICT, "A unit beside it has that name."))
                .chain(() -> audit.record(session,
                        new Deed(scope.account(), Action.UNIT_CREATED, unit.id, Optional.empty(), detail)))
                .replaceWith(unit::shown);
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is none, or none in scope */
    Uni<AgencyUnitView> get(UUID id) {
        return scope.inSession(session -> session.find(AgencyUnit.class, id)).onItem().ifNull()
                .failWith(ProblemException::notFound).map(AgencyUnit::shown);
    }

    Uni<Page<AgencyUnitView>> list(PageRequest page) {
        var after = page.afterId() == null ? BEFORE_ALL : page.afterId().id();
        return scope
                .inSession(session -> session.createNativeQuery(LIST, AgencyUnit.class).setParameter(1, after)
                        .setParameter(2, page.fetch()).getResultList())
                .map(units -> page.page(units.stream().map(AgencyUnit::shown).toList(),
                        unit -> new Cursor.ById(unit.id())));
    }
}
