package org.rollcall.backend.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

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

/** Signing in. */
@Path("/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {

    /** Who signs in, and in which one of their posts; null for all of them. */
    public record Credentials(@NotNull @Size(min = 3, max = 100) String login,
            @NotNull @Size(min = 1, max = Passwords.LONGEST) String password, UUID post) {
        @Override
        public String toString() {
            return "Credentials[]";
        }
    }

    /** A token to send with each request until it ends. */
    public record Session(String accessToken, Instant expiresAt) {
        @Override
        public String toString() {
            return "Session[expiresAt=" + expiresAt + "]";
        }
    }

    private final SignIn signIn;

    SessionResource(SignIn signIn) {
        this.signIn = signIn;
    }

    @POST
    @PermitAll
    @ResponseStatus(201)
    public Uni<Session> open(@NotNull @Valid Credentials credentials, @Context HttpServerRequest http) {
        return signIn
                .with(credentials.login(), credentials.password(), Optional.ofNullable(credentials.post()),
                        http.remoteAddress().hostAddress())
                .map(token -> new Session(token.value(), token.expiresAt()));
    }
}
