package org.rollcall.backend.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

/** Tells {@link GuardedConnections} what is allowed, and lets it look now and then. */
@ApplicationScoped
class ConnectionGuard implements MeterBinder {

    private static final long LOOK_EVERY_MILLISECONDS = 1_000;
    private static final String ENDED = "rollcall.http.connections.ended";

    private final HttpConfig config;
    private final Vertx vertx;

    ConnectionGuard(HttpConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        GuardedConnections.use(new GuardedConnections.Limits(config.headWithin(), config.connectionsOfOneAddress(),
                config.balancers()));
        vertx.setPeriodic(LOOK_EVERY_MILLISECONDS, timer -> GuardedConnections.endSlow(System.nanoTime()));
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        FunctionCounter.builder(ENDED, this, guard -> GuardedConnections.tooMany()).tag("reason", "address")
                .register(metrics);
        FunctionCounter.builder(ENDED, this, guard -> GuardedConnections.tooSlow()).tag("reason", "slow-head")
                .register(metrics);
        Gauge.builder("rollcall.http.connections.open", GuardedConnections::open).register(metrics);
    }
}
