package org.rollcall.backend.agency;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Post;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;

/**
 * Accounts as an admin may see them. The database says whose they are to keep ({@code account_in_scope}): whoever has
 * one of the account's posts in scope, covers aside; where all posts have ended, one of those; where there never was one, the unit
 * whose admin made the account. Posts outside the scope are not shown. Thread-safe.
 */
@ApplicationScoped
class StaffReads {

    private static final String ONE = "select " + Account.COLUMNS
            + " from account where id = $1 and kind = 'STAFF' and account_in_scope(id)";
    private static final String PAGE = "select " + Account.COLUMNS + " from account where kind = 'STAFF'"
            + " and ($1::uuid is null or id > $1) and account_in_scope(id) order by id limit $2";
    private static final String POSTS = "select " + Post.COLUMNS + " from post p join agency_unit u on u.id = p.unit_id"
            + " where p.account_id = any($1::uuid[]) and in_scope(p.unit_id) order by p.id";

    private final Scope scope;

    StaffReads(Scope scope) {
        this.scope = scope;
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is none, or none in scope */
    Uni<Account> get(UUID id) {
        return scope.inTransaction(transaction -> get(transaction, id));
    }

    /** The same within a transaction of the scope. */
    Uni<Account> get(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id)).chain(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return shown(transaction, rows);
        }).map(accounts -> accounts.get(0));
    }

    Uni<Page<Account>> list(PageRequest page) {
        var after = page.afterId();
        return scope.inTransaction(transaction -> transaction.preparedQuery(PAGE)
                .execute(Tuple.of(after == null ? null : after.id(), page.fetch()))
                .chain(rows -> shown(transaction, rows)))
                .map(accounts -> page.page(accounts, account -> new Cursor.ById(account.id())));
    }

    private static Uni<List<Account>> shown(SqlConnection transaction, RowSet<Row> accounts) {
        var ids = stream(accounts).map(row -> row.getUUID("id")).toArray(UUID[]::new);
        return transaction.preparedQuery(POSTS).execute(Tuple.of(ids)).map(rows -> {
            Map<UUID, List<Post>> posts = stream(rows).map(Post::of).collect(Collectors.groupingBy(Post::accountId));
            return stream(accounts).map(row -> Account.of(row, posts.getOrDefault(row.getUUID("id"), List.of())))
                    .toList();
        });
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
