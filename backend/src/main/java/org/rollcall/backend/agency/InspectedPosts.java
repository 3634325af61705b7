package org.rollcall.backend.agency;

import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Post;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** Who was given which post of the units in scope, by whom, and who ended it; newest first. Thread-safe. */
@ApplicationScoped
class InspectedPosts {

    private static final UUID LAST = new UUID(-1L, -1L);
    private static final String NEWEST = "select i.*, " + Post.COLUMNS + " from inspected_posts($1, $2) i"
            + " join post p on p.id = i.post_id join agency_unit u on u.id = p.unit_id order by i.post_id desc";

    private final Scope scope;

    InspectedPosts(Scope scope) {
        this.scope = scope;
    }

    Uni<Page<InspectedPost>> list(PageRequest page) {
        var after = page.afterId();
        return scope.inTransaction(transaction -> transaction.preparedQuery(NEWEST)
                .execute(Tuple.of(after == null ? LAST : after.id(), page.fetch())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(InspectedPost::of).toList())
                .map(found -> page.page(found, inspected -> new Cursor.ById(inspected.post().id())));
    }
}
