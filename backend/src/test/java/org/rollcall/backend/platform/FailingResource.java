package org.rollcall.backend.platform;

import java.time.Instant;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.jboss.resteasy.reactive.RestQuery;

/** Fails in the ways that no feature should. */
@Path("/test/failures")
@PermitAll
public class FailingResource {

    /** What cannot be written as JSON. */
    public record Unwritable(Object self) {
        public Object getBroken() {
            throw new IllegalStateException("the secret of the house");
        }
    }

    /** A body with a rule of its own. */
    public record Ruled(int number) {
        public Ruled {
            if (number < 0) {
                throw new IllegalArgumentException("the secret of the house");
            }
        }
    }

    /** One of a few. */
    public enum Colour {
        RED
    }

    private final Pool pool;

    FailingResource(Pool pool) {
        this.pool = pool;
    }

    @GET
    @Path("internal")
    public String internal() {
        throw new IllegalStateException("the secret of the house");
    }

    @GET
    @Path("unwritable")
    @Produces("application/json")
    public Unwritable unwritable() {
        return new Unwritable("x");
    }

    @GET
    @Path("busy")
    public String busy() {
        throw new ProblemException(ProblemType.TOO_MANY_REQUESTS, "Wait as Retry-After says.");
    }

    @GET
    @Path("gone")
    public Response gone() {
        throw new WebApplicationException(410);
    }

    @POST
    @Path("ruled")
    @Consumes("application/json")
    public String ruled(@NotNull Ruled ruled) {
        return String.valueOf(ruled.number());
    }

    @GET
    @Path("sql")
    public Uni<String> sql(@RestQuery String statement) {
        return pool.query(statement).execute().replaceWith("done");
    }

    @GET
    @Path("things/{id}")
    public String things(@PathParam("id") UUID id, @RestQuery Colour colour, @RestQuery Instant from,
            @RestQuery Integer count) {
        return "found";
    }

    @GET
    @Path("any")
    public String any(@RestQuery Colour colour) {
        return "found";
    }
}
