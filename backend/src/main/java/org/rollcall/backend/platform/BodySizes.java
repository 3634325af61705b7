package org.rollcall.backend.platform;

import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * How large a body may be, by path. Quarkus knows one limit for all, which is that of the largest; this one is tighter
 * wherever nothing large is expected.
 */
@ApplicationScoped
public class BodySizes {

    private static final int BEFORE_ALL = Integer.MIN_VALUE + 1;
    private static final int BEHIND_QUARKUS = -1;
    private static final String QUARKUS_LIMIT = "io.quarkus.max-request-size";

    private final long usual;
    private final Map<String, Long> larger;
    private final ObjectMapper json;

    BodySizes(HttpConfig config, Instance<LargeBody> larger, ObjectMapper json) {
        this.usual = config.largestBody().asLongValue();
        this.larger = larger.stream().collect(Collectors.toMap(LargeBody::path, LargeBody::mostBytes));
        this.json = json;
    }

    /** The most bytes of a body that is sent to that path. */
    public long mostBytes(String path) {
        return larger.getOrDefault(path, usual);
    }

    void install(@Observes Router router) {
        router.route().order(BEFORE_ALL).handler(this::refuseByLength);
        router.route().order(BEHIND_QUARKUS).handler(this::limitWithoutLength);
    }

    private void refuseByLength(RoutingContext context) {
        if (length(context) > mostBytes(context.normalizedPath())) {
            refuse(context);
        } else {
            context.next();
        }
    }

    private void limitWithoutLength(RoutingContext context) {
        if (context.get(QUARKUS_LIMIT) != null) {
            context.put(QUARKUS_LIMIT, mostBytes(context.normalizedPath()));
        }
        context.next();
    }

    private static long length(RoutingContext context) {
        var length = context.request().getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void refuse(RoutingContext context) {
        try {
            context.response().setStatusCode(ProblemType.TOO_LARGE.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE).putHeader("Connection", "close")
                    .end(json.writeValueAsString(Problem.of(ProblemType.TOO_LARGE, "Send less at once.")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
