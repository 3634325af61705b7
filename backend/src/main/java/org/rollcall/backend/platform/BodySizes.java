package org.rollcall.backend.platform;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

/**
 * How large a body may be, by path. Quarkus knows one limit for all, which is that of the largest; this one is tighter
 * wherever nothing large is expected. {@link ProblemRoutes} and {@link BodyLimit} hold it.
 */
@ApplicationScoped
public class BodySizes {

    private final long usual;
    private final List<LargeBody> larger;

    BodySizes(HttpConfig config, Instance<LargeBody> larger) {
        this.usual = config.largestBody().asLongValue();
        this.larger = larger.stream().toList();
    }

    /** The most bytes of a body that is sent to that path. */
    public long mostBytes(String path) {
        return find(path).map(LargeBody::mostBytes).orElse(usual);
    }

    /** Whether a body that is sent to that path may take its time. */
    boolean takesLong(String path) {
        return find(path).filter(LargeBody::takesLong).isPresent();
    }

    private Optional<LargeBody> find(String path) {
        for (var body : larger) {
            var its = body.path();
            if (its.endsWith("/") ? path.startsWith(its) : path.equals(its)) {
                return Optional.of(body);
            }
        }
        return Optional.empty();
    }
}
