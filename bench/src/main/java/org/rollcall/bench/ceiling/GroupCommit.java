package org.rollcall.bench.ceiling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;

/** Commits together what has gathered while the last commit ran. Touched by its event loop only. */
final class GroupCommit {

    private record Waiting(List<Row> rows, Runnable stored, Consumer<Throwable> failed) {}

    private static final int MOST = 1_000;
    private static final String INSERT = "insert into fix (supervisee_id, fixed_at, source_hash, received_at, device_id,"
            + " judged_seq, lon, lat, raw_x, raw_y, raw_crs, accuracy_m, speed_mps, mock, trigger, verdict, distance_m,"
            + " late, rules_version, provider, sent_at)"
            + " select p, f, s, r, p, 1, x, y, x, y, 'WGS84', a, null, false, t, v, d, false, 1, null, null"
            + " from unnest($1::uuid[], $2::timestamptz[], $3::bytea[], $4::timestamptz[], $5::float8[], $6::float8[],"
            + " $7::float4[], $8::text[], $9::text[], $10::float4[]) as n (p, f, s, r, x, y, a, t, v, d)"
            + " order by 1, 2, 3 on conflict do nothing";

    private final PgConnection connection;
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private boolean committing;

    GroupCommit(PgConnection connection) {
        this.connection = connection;
    }

    void add(List<Row> rows, Runnable stored, Consumer<Throwable> failed) {
        queue.add(new Waiting(rows, stored, failed));
        commit();
    }

    private void commit() {
        if (committing || queue.isEmpty()) {
            return;
        }
        committing = true;
        var batch = new ArrayList<Waiting>();
        var rows = new ArrayList<Row>();
        do {
            var next = queue.remove();
            batch.add(next);
            rows.addAll(next.rows());
        } while (!queue.isEmpty() && rows.size() + queue.peek().rows().size() <= MOST);
        connection.preparedQuery(INSERT).execute(tuple(rows)).onComplete(done -> {
            batch.forEach(done.succeeded()
                    ? waiting -> waiting.stored().run()
                    : waiting -> waiting.failed().accept(done.cause()));
            committing = false;
            commit();
        });
    }

    private static Tuple tuple(List<Row> rows) {
        return Tuple.tuple().addValue(array(rows, Row::person, java.util.UUID[]::new))
                .addValue(array(rows, Row::fixedAt, java.time.OffsetDateTime[]::new))
                .addValue(array(rows, Row::sourceHash, Buffer[]::new))
                .addValue(array(rows, Row::receivedAt, java.time.OffsetDateTime[]::new))
                .addValue(array(rows, Row::lon, Double[]::new)).addValue(array(rows, Row::lat, Double[]::new))
                .addValue(array(rows, Row::accuracyMetres, Float[]::new))
                .addValue(array(rows, Row::trigger, String[]::new)).addValue(array(rows, Row::verdict, String[]::new))
                .addValue(array(rows, Row::distanceMetres, Float[]::new));
    }

    private static <T> T[] array(List<Row> rows, Function<Row, T> read, IntFunction<T[]> array) {
        return rows.stream().map(read).toArray(array);
    }
}
