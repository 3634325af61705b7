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

    // Each column by its name: a table may have gained some that the entity does not know.
    private static final String SELECT = "select s.id, s.unit_id, s.case_number, s.full_name, s.legal_basis, s.term_from,"
            + " s.term_until, s.zone, s.regime, s.created_at from supervisee s where true";

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
        var sql = new StringBuilder(SELECT);
        var values = new ArrayList<Object>();
        if (page.afterId() != null) {
            values.add(page.afterId().id());
            sql.append(" and s.id > ?").append(values.size());
        }
        filter.caseNumber().ifPresent(number -> {
            values.add(number);
            sql.append(" and s.case_number = ?").append(values.size());
        });
        filter.unit().ifPresent(unit -> {
            values.add(unit);
            sql.append(" and ").append(Units.BELOW.formatted("?" + values.size()));
        });
        sql.append(" order by s.id limit ").append(page.fetch());
        var query = session.createNativeQuery(sql.toString(), SuperviseeEntity.class);
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query.getResultList();
    }
}
