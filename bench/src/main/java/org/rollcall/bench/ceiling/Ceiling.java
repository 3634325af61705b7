package org.rollcall.bench.ceiling;

import java.util.concurrent.TimeUnit;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import org.rollcall.bench.world.World;

/**
 * Bare Vert.x: {@code POST /fixes/N} with the body of our own phones, for person N of a {@link World}. One event loop for
 * each processor, each with a connection to the database and one commit at work at a time.
 *
 * <p>Arguments: the port to listen on and the seed. The database comes from the environment: CEILING_PORT, CEILING_NAME,
 * CEILING_USER, CEILING_PASSWORD. Says READY on its output when it listens; ends when its input does.
 */
public final class Ceiling {

    /** The same shape as our table of fixes had when this was written: columns, checks, key, day partitions. */
    private static final String TABLE = """
            create table if not exists fix (
              supervisee_id uuid not null,
              fixed_at      timestamptz not null,
              source_hash   bytea not null check (length(source_hash) = 16),
              received_at   timestamptz not null,
              device_id     uuid not null,
              judged_seq    bigint not null,
              lon           double precision not null check (lon between -180 and 180),
              lat           double precision not null check (lat between -90 and 90),
              raw_x         double precision not null,
              raw_y         double precision not null,
              raw_crs       text not null check (raw_crs in ('WGS84', 'CGCS2000', 'GCJ02', 'BD09')),
              accuracy_m    real check (accuracy_m > 0),
              speed_mps     real check (speed_mps >= 0),
              mock          boolean,
              trigger       text,
              verdict       text not null check (verdict in ('INSIDE', 'OUTSIDE', 'UNSURE')),
              distance_m    real,
              late          boolean not null,
              rules_version bigint not null,
              sent_at       timestamptz,
              provider      text check (provider in ('SATELLITE', 'NETWORK', 'FUSED')),
              primary key (supervisee_id, fixed_at, source_hash)
            ) partition by range (fixed_at)""";
    private static final String PARTITIONS = """
            do $$ declare day date; begin
              for day in select generate_series(current_date - 8, current_date + 2, interval '1 day')::date loop
                execute format('create table if not exists %I partition of fix for values from (%L) to (%L)',
                  'fix_' || to_char(day, 'YYYYMMDD'), day || ' 00:00:00+00', (day + 1) || ' 00:00:00+00');
              end loop;
            end $$""";

    private Ceiling() {
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        var world = new World(Long.parseLong(args[1]));
        var environment = System.getenv();
        var database = new PgConnectOptions().setHost("127.0.0.1")
                .setPort(Integer.parseInt(environment.get("CEILING_PORT"))).setDatabase(environment.get("CEILING_NAME"))
                .setUser(environment.get("CEILING_USER")).setPassword(environment.get("CEILING_PASSWORD"))
                .setCachePreparedStatements(true);
        var vertx = Vertx.vertx();
        PgConnection.connect(vertx, database)
                .compose(connection -> connection.query(TABLE).execute()
                        .compose(made -> connection.query(PARTITIONS).execute()).eventually(() -> connection.close()))
                .compose(made -> vertx.deployVerticle(() -> new FixServer(port, database, world),
                        new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors())))
                .toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        System.out.println("READY");
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
