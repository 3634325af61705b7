package org.rollcall.backend.location;

import java.util.ArrayList;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** What was recorded later, within the asker's scope. Thread-safe. */
@ApplicationScoped
class LateCauses {

    private static final String LIST = "select " + LateCause.COLUMNS + " from late_cause c"
            + " join supervisee s on s.id = c.supervisee_id where c.replaced_at is null"
            + " and ($1::uuid is null or c.supervisee_id = $1) and ($2::uuid is null or c.id < $2)"
            + " order by c.id desc limit $3";

    private final Scope scope;

    LateCauses(Scope scope) {
        this.scope = scope;
    }

    /** A page, newest first. */
    Uni<Page<LateCause>> list(String person, PageRequest page) {
        var after = page.afterId();
        var asked = idOf(person);
        return scope.inTransaction(tx -> tx.preparedQuery(LIST)
                .execute(Tuple.of(asked, after == null ? null : after.id(), page.fetch()))).map(rows -> {
                    var causes = new ArrayList<LateCause>();
                    rows.forEach(row -> causes.add(LateCause.of(row)));
                    return page.page(causes, cause -> new Cursor.ById(cause.id()));
                });
    }

    private static UUID idOf(String person) {
        try {
            return person == null ? null : UUID.fromString(person);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.INVALID, "superviseeId is no id.");
        }
    }
}
