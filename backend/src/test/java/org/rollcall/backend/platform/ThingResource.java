package org.rollcall.backend.platform;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.rollcall.backend.access.Scope;

/** Makes things that are only counted, in both ways into the database. */
@Path("/test/things")
@Authenticated
public class ThingResource {

    /** What is asked. */
    public record ThingRequest(String name, boolean refuse) {}

    /** What was made. */
    public record Thing(int number, String name, Instant madeAt) {}

    /** How many were made. */
    @ApplicationScoped
    public static class Made {

        final AtomicInteger count = new AtomicInteger();
    }

    private final Scope scope;
    private final Idempotency idempotency;
    private final Made made;

    ThingResource(Scope scope, Idempotency idempotency, Made made) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.made = made;
    }

    @POST
    @ResponseStatus(201)
    public Uni<Thing> byConnection(ThingRequest request) {
        return scope
                .inTransaction(connection -> idempotency.once(connection, request, Thing.class, () -> make(request)));
    }

    @POST
    @Path("/entities")
    @ResponseStatus(201)
    public Uni<Thing> bySession(ThingRequest request) {
        return scope.inSession(session -> idempotency.once(session, request, Thing.class, () -> make(request)));
    }

    private Uni<Thing> make(ThingRequest request) {
        if (request.refuse()) {
            return Uni.createFrom().failure(new ProblemException(ProblemType.CONFLICT, "Refused."));
        }
        return Uni.createFrom()
                .item(() -> new Thing(made.count.incrementAndGet(), request.name(),
                        Instant.parse("2026-11-24T01:30:00Z")));
    }
}
