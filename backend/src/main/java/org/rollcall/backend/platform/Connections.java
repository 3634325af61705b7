package org.rollcall.backend.platform;

import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;

/**
 * How each pool connects to the database: so that nobody waits for ever for an answer that will never come.
 *
 * <p>Where a machine loses its power or a firewall forgets a connection, nobody says so: a client that waits for an answer
 * and has nothing to send hears nothing more, a lane of intake or a sweep stands still, and new connections work all the
 * while. So a connection on which nothing has come for a while is given up, with what is under way on it. The pools let idle
 * connections go before that.
 */
final class Connections {

    @Produces
    @Singleton
    PgPoolCreator api(ConnectionConfig config) {
        return input -> create(input, config);
    }

    @Produces
    @Singleton
    @ReactiveDataSource("intake")
    PgPoolCreator intake(ConnectionConfig config) {
        return input -> create(input, config);
    }

    @Produces
    @Singleton
    @ReactiveDataSource("worker")
    PgPoolCreator worker(ConnectionConfig config) {
        return input -> create(input, config);
    }

    static Pool create(PgPoolCreator.Input input, ConnectionConfig config) {
        input.pgConnectOptionsList()
                .forEach(options -> options.setConnectTimeout((int) config.connectWithin().toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setReadIdleTimeout((int) config.silentFor().toMillis()));
        return PgBuilder.pool().with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList())).using(input.vertx())
                .build();
    }
}
