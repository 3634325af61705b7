package org.rollcall.backend.access;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Tells the asker who they are. The one class of this package that reads tables of others (the unit's name, the own
 * record of a supervisee): every feature stands on this package, so it can ask none of them.
 */
@ApplicationScoped
class WhoAsks {

    private static final String ACCOUNT = "select a.id, a.kind, a.display_name, a.login, s.case_number, s.legal_basis,"
            + " s.term_from, s.term_until, s.zone, exists (select from collection_period c where c.supervisee_id = s.id"
            + " and c.known_until is null and c.valid @> $2::timestamptz) as collecting"
            + " from account a left join supervisee s on s.id = a.id where a.id = $1";
    private static final String POSTS = "select " + Post.COLUMNS + " from scope_posts() p"
            + " join agency_unit u on u.id = p.unit_id order by p.id";

    private final Scope scope;
    private final Clock clock;

    WhoAsks(Scope scope, Clock clock) {
        this.scope = scope;
        this.clock = clock;
    }

    Uni<Me> now() {
        var asker = Tuple.of(scope.account(), clock.instant().atOffset(ZoneOffset.UTC));
        return scope.inTransaction(transaction -> transaction.preparedQuery(POSTS).execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Post::of).toList())
                .chain(posts -> transaction.preparedQuery(ACCOUNT).execute(asker)
                        .map(rows -> me(rows.iterator().next(), posts))));
    }

    private static Me me(Row row, List<Post> posts) {
        var own = row.getString("case_number") == null
                ? null
                : new Me.OwnRecord(row.getString("case_number"), row.getString("legal_basis"),
                        row.getLocalDate("term_from"), row.getLocalDate("term_until"), row.getString("zone"),
                        row.getBoolean("collecting"));
        return new Me(row.getUUID("id"), row.getString("kind"), row.getString("display_name"), row.getString("login"),
                posts, own);
    }
}
