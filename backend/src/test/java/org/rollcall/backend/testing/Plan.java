package org.rollcall.backend.testing;

import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * How the database answered a query of somebody's, by its own account: explained with what it did.
 *
 * @param text as PostgreSQL gives it
 */
public record Plan(String text) {

    /**
     * The query in that account's scope, in a transaction of the application's role. It is asked twice: what a connection
     * looks up once in its life is not the query's.
     */
    public static Plan of(Pool api, UUID account, String sql, Tuple parameters) {
        return api.withTransaction(tx -> tx.preparedQuery("select set_config('rollcall.account_id', $1, true)")
                .execute(Tuple.of(account.toString()))
                .chain(() -> tx.preparedQuery(sql).execute(parameters))
                .chain(() -> tx.preparedQuery("explain (analyze, buffers, timing off) " + sql).execute(parameters))
                .map(rows -> new Plan(StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0))
                        .collect(Collectors.joining("\n")))))
                .await().atMost(Duration.ofSeconds(60));
    }

    /** The most rows that any step has given or thrown away. */
    public long mostRows() {
        return Pattern.compile("(?:actual rows=|Removed by Filter: )(\\d+)").matcher(text).results()
                .mapToLong(found -> Long.parseLong(found.group(1))).max().orElseThrow();
    }

    /** The pages of 8 kB that were looked at, in functions too. */
    public long pages() {
        var found = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?|Buffers: shared read=(\\d+)")
                .matcher(text);
        if (!found.find()) {
            return 0;
        }
        return found.group(3) != null
                ? Long.parseLong(found.group(3))
                : Long.parseLong(found.group(1)) + (found.group(2) == null ? 0 : Long.parseLong(found.group(2)));
    }

    public double executionMillis() {
        var found = Pattern.compile("Execution Time: ([0-9.]+)").matcher(text);
        if (!found.find()) {
            throw new IllegalStateException(text);
        }
        return Double.parseDouble(found.group(1));
    }
}
