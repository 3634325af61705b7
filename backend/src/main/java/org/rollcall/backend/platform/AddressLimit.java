package org.rollcall.backend.platform;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Turns away what comes too fast from one network, before anything is asked of the database. Fixes pass: a whole county's
 * may come through one address of a carrier, and they have limits by device. Thread-safe.
 */
@ApplicationScoped
class AddressLimit {

    private final Allowances<String> allowances;
    private final Callers callers;
    private final MeterRegistry metrics;

    AddressLimit(RequestsConfig config, Callers callers, MeterRegistry metrics, Clock clock) {
        this.allowances = RequestMeters.perMinute(config.addressPerMinute(), config.remembered(), clock);
        this.callers = callers;
        this.metrics = metrics;
    }

    void install(@Observes Router router) {
        router.route().order(RouteOrder.RATE).handler(this::count);
    }

    private void count(RoutingContext context) {
        var path = context.request().path();
        if (FixPaths.take(path)) {
            context.next();
            return;
        }
        allowances.count(callers.network(context.request())).ifPresentOrElse(wait -> {
            RequestMeters.turnedAway(metrics, RequestMeters.By.ADDRESS);
            context.fail(ProblemException.tooMany(wait));
        }, context::next);
    }
}
