package org.rollcall.backend.travel;

import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/**
 * Permissions that came too late, of the units in scope, newest first. They were noted when they were decided: a page costs
 * as many look-ups as there are units in scope, however many permissions there are.
 */
@ApplicationScoped
class LatePermits {

    static final UUID LAST = new UUID(-1L, -1L);
    static final String NEWEST = "with late as materialized (select l.* from"
            + " unnest((select scope_units())::uuid[]) as u (id) cross join lateral (select n.* from permission_late n"
            + " where n.unit_id = u.id and n.permission_id < $1 order by n.permission_id desc limit $2) as l"
            + " order by l.permission_id desc limit $2) select q.*, l.unit_id, l.exits from late l join ("
            + TravelPermission.SELECT + ") as q on q.id = l.permission_id order by q.id desc";

    private final Scope scope;

    LatePermits(Scope scope) {
        this.scope = scope;
    }

    Uni<Page<LatePermit>> list(PageRequest page) {
        var after = page.afterId();
        return scope.inTransaction(transaction -> transaction.preparedQuery(NEWEST)
                .execute(Tuple.of(after == null ? LAST : after.id(), page.fetch())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(LatePermit::of).toList())
                .map(found -> page.page(found, late -> new Cursor.ById(late.permission().id())));
    }
}
