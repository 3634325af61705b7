package org.rollcall.backend.platform;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers with a {@link Problem} what never comes to REST, or does not come back from it: bodies that say that they are
 * too large, paths that nobody serves, failures on the way.
 */
@ApplicationScoped
class ProblemRoutes {

    private static final int BEHIND_QUARKUS_LIMIT = -1;
    private static final String QUARKUS_LIMIT = "io.quarkus.max-request-size";
    private static final List<Integer> STATUSES = List.of(400, 404, 405, 406, 413, 415, 500, 503);

    private final ObjectMapper json;
    private final BodySizes sizes;

    ProblemRoutes(ObjectMapper json, BodySizes sizes) {
        this.json = json;
        this.sizes = sizes;
    }

    void install(@Observes Router router) {
        router.route().order(RouteOrder.SIZE_AND_FAILURES).handler(this::limit).failureHandler(this::failed);
        router.route().order(BEHIND_QUARKUS_LIMIT).handler(this::leaveToBodyLimit);
        STATUSES.forEach(status -> router.errorHandler(status, this::failed));
    }

    /** Quarkus would answer with an empty body. */
    private void limit(RoutingContext context) {
        if (length(context.request()) > sizes.mostBytes(context.normalizedPath())) {
            answer(context, Problems.of(ProblemType.TOO_LARGE.status()));
        } else {
            context.next();
        }
    }

    /** Of a body that does not say its length Quarkus would end the answer on its own; {@link BodyLimit} refuses it. */
    private void leaveToBodyLimit(RoutingContext context) {
        var type = context.request().getHeader("Content-Type");
        if (context.get(QUARKUS_LIMIT) != null && length(context.request()) < 0) {
            // Forms are parsed before any interceptor of REST: there Quarkus keeps the limit.
            context.put(QUARKUS_LIMIT, type != null && !type.contains("form")
                    ? Long.MAX_VALUE
                    : sizes.mostBytes(context.normalizedPath()));
        }
        context.next();
    }

    private static long length(HttpServerRequest request) {
        var length = request.getHeader("Content-Length");
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void failed(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        var failure = context.failure();
        var problem = failure == null ? Problems.of(context.statusCode()) : Problems.of(failure);
        ProblemMappers.log(problem, failure);
        answer(context, problem);
    }

    private void answer(RoutingContext context, Problem problem) {
        var response = context.response().setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE);
        ProblemMappers.headers(problem, context.failure()).forEach(response::putHeader);
        try {
            var sent = response.end(json.writeValueAsString(problem));
            if (problem.status() == ProblemType.TOO_LARGE.status()) {
                // Nobody reads the rest of it.
                sent.onComplete(done -> context.request().connection().close());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
