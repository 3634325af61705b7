package org.rollcall.backend.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource.ReactiveDataSourceLiteral;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.DatabaseResource;

/** A network that swallows everything and says nothing: who waits is told, and the next one gets a new connection. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ConnectionsTest {

    @Inject
    Vertx vertx;
    @Inject
    @Any
    Instance<PgPoolCreator> creators;
    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;
    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    private final AtomicBoolean silent = new AtomicBoolean();
    private final List<NetSocket> forgotten = new CopyOnWriteArrayList<>();
    private PgConnectOptions database;
    private NetServer network;
    private Pool pool;

    @BeforeEach
    void aNetworkInBetween() throws Exception {
        database = PgConnectOptions.fromUri(url);
        network = get(vertx.createNetServer().connectHandler(this::connect).listen(0, "127.0.0.1"));
        pool = Connections.create(input(new PgConnectOptions(database).setPort(network.actualPort())
                .setUser("rollcall_api").setPassword(password)), config());
    }

    @AfterEach
    void close() throws Exception {
        get(pool.close());
        get(network.close());
    }

    /** What is connected while nothing is silent works on after; what was silent once says nothing any more. */
    private void connect(NetSocket client) {
        client.pause();
        vertx.createNetClient().connect(database.getPort(), database.getHost()).onSuccess(server -> {
            forward(client, server);
            forward(server, client);
            client.resume();
        });
    }

    private void forward(NetSocket from, NetSocket to) {
        from.handler(bytes -> {
            if (silent.get()) {
                forgotten.add(from);
                forgotten.add(to);
            }
            if (!forgotten.contains(from)) {
                to.write(bytes);
            }
        });
        from.closeHandler(closed -> to.close());
    }

    @Test
    void whoWaitsInATransactionIsToldAndTheNextGetsANewConnection() throws Exception {
        get(pool.query("select 1").execute());
        silent.set(true);

        var waiting = pool.withTransaction(tx -> tx.preparedQuery("select $1::int").execute(Tuple.of(1)));

        assertThat(failure(waiting)).matches(DatabaseFailure::isUnavailable);
        silent.set(false);
        await().until(this::answers);
    }

    @Test
    void eachPoolOfTheApplicationIsMadeThisWay() {
        for (var creator : List.of(creators.select(Default.Literal.INSTANCE).get(),
                creators.select(new ReactiveDataSourceLiteral("intake")).get(),
                creators.select(new ReactiveDataSourceLiteral("worker")).get())) {
            var options = new PgConnectOptions(database);

            creator.create(input(options)).close();

            assertThat(options.getIdleTimeoutUnit()).isEqualTo(TimeUnit.MILLISECONDS);
            assertThat(options.getReadIdleTimeout()).isEqualTo(45_000);
            assertThat(options.getConnectTimeout()).isEqualTo(5_000);
        }
    }

    /** In the very moment of the loss the pool may still give the lost connection: that is no other failure. */
    private boolean answers() throws Exception {
        try {
            RowSet<?> rows = get(pool.query("select 2").execute());
            return rows.size() == 1;
        } catch (ExecutionException e) {
            assertThat(e.getCause()).matches(DatabaseFailure::isUnavailable);
            return false;
        }
    }

    private static Throwable failure(Future<?> future) throws Exception {
        try {
            get(future);
            throw new AssertionError("nothing failed");
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError("it waits for ever", e);
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private PgPoolCreator.Input input(PgConnectOptions options) {
        return new PgPoolCreator.Input() {
            @Override
            public Vertx vertx() {
                return vertx;
            }

            @Override
            public PoolOptions poolOptions() {
                return new PoolOptions().setMaxSize(1);
            }

            @Override
            public List<PgConnectOptions> pgConnectOptionsList() {
                return List.of(options);
            }
        };
    }

    private static ConnectionConfig config() {
        return new SmallRyeConfigBuilder().withMapping(ConnectionConfig.class)
                .withDefaultValue("rollcall.connection.connect-within", "PT5S")
                .withDefaultValue("rollcall.connection.silent-for", "PT1S").build()
                .getConfigMapping(ConnectionConfig.class);
    }
}
