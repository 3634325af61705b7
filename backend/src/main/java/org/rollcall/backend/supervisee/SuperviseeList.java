package org.rollcall.backend.supervisee;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** The people in the asker's scope, page by page. */
@ApplicationScoped
class SuperviseeList {

    /** Whom to list: only of that unit and those below, only the one with that case number. */
    record Filter(Optional<UUID> unit, Optional<String> caseNumber) {}

    /**
     * Up to so many units are asked one by one, each by its own index and for one page; where there are more, nearly
     * everybody is in scope, and the register is gone through in its order (docs/benchmarks.md, access).
     */
    static final int FEW_UNITS = 64;

    // Each column by its name: a table may have gained some that the entity does not know.
    private static final String COLUMNS = "s.id, s.unit_id, s.case_number, s.full_name, s.legal_basis, s.term_from,"
            + " s.term_until, s.zone, s.regime, s.created_at";
    private static final String ALL_UNITS = "select u.unit_id from unnest(cast((select scope_units()) as uuid[]))"
            + " as u (unit_id)";
    private static final String UNITS_BELOW = "select a.unit_id from agency_unit_ancestor a where a.ancestor_id = %s";
    // Of the two, one is never begun.
    private static final String SELECT = "with units as materialized ({units}),"
            + " few as materialized (select count(*) <= " + FEW_UNITS + " as yes from units)"
            + " select {columns} from (select n.* from units u cross join lateral (select {columns} from supervisee s"
            + " where s.unit_id = u.unit_id{match}{page}) n where (select yes from few)"
            + " union all (select {columns} from supervisee s where not (select yes from few){match}{below}{page})) s{page}";

    private final Scope scope;
    private final Clock clock;

    SuperviseeList(Scope scope, Clock clock) {
        this.scope = scope;
        this.clock = clock;
    }

    Uni<Page<Supervisee>> list(Filter filter, PageRequest page) {
        return scope.inSession(session -> find(session, filter, page).chain(people -> CollectionPeriods
                .listCollecting(session, people.stream().map(SuperviseeEntity::id).toList(), clock.instant())
                .map(collecting -> page.page(
                        people.stream().map(person -> person.shown(collecting.contains(person.id()))).toList(),
                        person -> new Cursor.ById(person.id())))));
    }

    private static Uni<List<SuperviseeEntity>> find(Mutiny.Session session, Filter filter, PageRequest page) {
        var match = new StringBuilder();
        var values = new ArrayList<Object>();
        if (page.afterId() != null) {
            values.add(page.afterId().id());
            match.append(" and s.id > ?").append(values.size());
        }
        filter.caseNumber().ifPresent(number -> {
            values.add(number);
            match.append(" and s.case_number = ?").append(values.size());
        });
        filter.unit().ifPresent(values::add);
        var unit = filter.unit().map(id -> "?" + values.size());
        var sql = SELECT.replace("{units}", unit.map(UNITS_BELOW::formatted).orElse(ALL_UNITS))
                .replace("{match}", match).replace("{below}", unit.map(id -> " and " + Units.BELOW.formatted(id))
                        .orElse(""))
                .replace("{page}", " order by s.id limit " + page.fetch()).replace("{columns}", COLUMNS);
        var query = session.createNativeQuery(sql, SuperviseeEntity.class);
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query.getResultList();
    }
}
