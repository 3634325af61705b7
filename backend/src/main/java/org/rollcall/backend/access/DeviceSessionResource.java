package org.rollcall.backend.access;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.rollcall.backend.platform.Callers;

/** Renewing the token of a phone. */
@Path("/device-sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DeviceSessionResource {

    /** A phone that proves who it is. */
    public record Proof(@NotNull @Size(min = 20, max = 2_048) String assertion) {
        @Override
        public String toString() {
            return "Proof[]";
        }
    }

    private final DeviceSessions sessions;
    private final Callers callers;

    DeviceSessionResource(DeviceSessions sessions, Callers callers) {
        this.callers = callers;
        this.sessions = sessions;
    }

    @POST
    @PermitAll
    @ResponseStatus(201)
    public Uni<SessionResource.Session> openDeviceSession(@NotNull @Valid Proof proof,
            @Context HttpServerRequest http) {
        return sessions.open(proof.assertion(), callers.address(http))
                .map(token -> new SessionResource.Session(token.value(), token.expiresAt()));
    }
}
