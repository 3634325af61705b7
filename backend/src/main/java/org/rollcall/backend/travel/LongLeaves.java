package org.rollcall.backend.travel;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/**
 * Leaves that were granted above the county, of the units in scope, newest first: the procuratorate is told of them (IM
 * 27). A page costs as many look-ups as there are units in scope, however many leaves there are. Thread-safe.
 */
@ApplicationScoped
class LongLeaves {

    static final String NEWEST = "select g.* from unnest((select scope_units())::uuid[]) as u (id)"
            + " cross join lateral (select " + LeaveApplication.COLUMNS
            + " from leave_application l where l.unit_id = u.id"
            + " and l.granted and l.level = 'SUPERIOR' and l.id < $1 order by l.id desc limit $2) as g"
            + " order by g.id desc limit $2";

    private final Scope scope;

    LongLeaves(Scope scope) {
        this.scope = scope;
    }

    /** As lists show them: without the words of who asked and of officers. */
    Uni<Page<LeaveApplication>> list(PageRequest page) {
        var after = page.afterId();
        return scope.inTransaction(transaction -> transaction.preparedQuery(NEWEST)
                .execute(Tuple.of(after == null ? LatePermits.LAST : after.id(), page.fetch())))
                .map(LeaveApplicationRows::listed)
                .map(found -> page.page(found, leave -> new Cursor.ById(leave.id())));
    }
}
