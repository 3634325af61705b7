package org.rollcall.backend.oversight;

import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** The anchors, for who inspects: to keep outside what the agency says today of how far its record goes. */
@ApplicationScoped
class AnchorReads {

    private static final String NEWEST = "select " + Anchor.COLUMNS
            + " from audit_anchor where number < $1 order by number desc limit $2";

    private final Scope scope;

    AnchorReads(Scope scope) {
        this.scope = scope;
    }

    /** Newest first. Its key is a number, which stands in the lower half of the cursor's id. */
    Uni<Page<AnchorView>> list(PageRequest page) {
        var after = page.afterId();
        long before = after == null ? Long.MAX_VALUE : after.id().getLeastSignificantBits();
        return scope.inTransaction(tx -> tx.preparedQuery(NEWEST).execute(Tuple.of(before, page.fetch())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Anchor::of).map(AnchorView::of)
                        .toList())
                .map(found -> page.page(found, anchor -> new Cursor.ById(new UUID(0, anchor.number()))));
    }
}
