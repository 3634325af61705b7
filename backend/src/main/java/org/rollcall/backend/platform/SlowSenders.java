package org.rollcall.backend.platform;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Ends requests whose bodies come too slowly, so that nobody holds connections and memory by sending a byte now and then:
 * 503, since nothing was taken and honest clients send again, and the connection is closed. Thread-safe.
 */
@ApplicationScoped
public class SlowSenders {

    private static final long LOOK_EVERY_MILLISECONDS = 1_000;
    private static final String RETRY_AFTER_SECONDS = "30";

    private record Sending(RoutingContext context, long sinceNanos, long nanosAllowed) {

        boolean isTooSlow(long nowNanos) {
            return nowNanos - sinceNanos > nanosAllowed && !context.request().isEnded()
                    && !context.response().ended();
        }
    }

    private final HttpConfig config;
    private final BodySizes sizes;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final Set<Sending> sending = ConcurrentHashMap.newKeySet();

    SlowSenders(HttpConfig config, BodySizes sizes, ObjectMapper json, Vertx vertx) {
        this.config = config;
        this.sizes = sizes;
        this.json = json;
        this.vertx = vertx;
    }

    void install(@Observes Router router) {
        router.route().order(RouteOrder.PACE).handler(this::watch);
        vertx.setPeriodic(LOOK_EVERY_MILLISECONDS, timer -> end(System.nanoTime()));
    }

    /** How many requests are being read or answered that have a body. */
    int underWay() {
        return sending.size();
    }

    private void watch(RoutingContext context) {
        var request = context.request();
        if (request.getHeader("Content-Length") != null || request.getHeader("Transfer-Encoding") != null) {
            var one = new Sending(context, System.nanoTime(), allowed(context).toNanos());
            sending.add(one);
            context.addEndHandler(end -> sending.remove(one));
        }
        context.next();
    }

    private Duration allowed(RoutingContext context) {
        return sizes.takesLong(context.normalizedPath())
                ? config.largeBodyWithin()
                : config.bodyWithin();
    }

    /** Ends those that are too slow by then. */
    void end(long nowNanos) {
        for (var one : sending) {
            if (one.isTooSlow(nowNanos)) {
                sending.remove(one);
                var connection = one.context().request().connection();
                one.context().response().setStatusCode(ProblemType.UNAVAILABLE.status())
                        .putHeader("Content-Type", Problem.MEDIA_TYPE).putHeader("Connection", "close")
                        .putHeader("Retry-After", RETRY_AFTER_SECONDS).end(body())
                        .onComplete(sent -> connection.close());
            }
        }
    }

    private String body() {
        try {
            return json.writeValueAsString(Problem.of(ProblemType.UNAVAILABLE, "The body came too slowly."));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
