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
            @NotNull @Size(min = 1, max = Passwords.LONGEST) String password, UUID post,
            @Size(min = 1, max = 100) String deviceLabel) {
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

    /** A token that renews a session once. */
    public record Renewal(@NotNull @Size(min = 1, max = 200) String refreshToken) {
        @Override
        public String toString() {
            return "Renewal[]";
        }
    }

    /**
     * What a member of staff holds: a token to send with each request until it ends, and what renews both.
     *
     * @param sessionExpiresAt when the session ends, however often it is renewed
     */
    public record Signed(String accessToken, Instant expiresAt, UUID sessionId, String refreshToken,
            Instant sessionExpiresAt) {

        static Signed of(OpenedSession opened) {
            return new Signed(opened.access().value(), opened.access().expiresAt(), opened.id(),
                    opened.refresh().word(), opened.endsAt());
        }

        @Override
        public String toString() {
            return "Signed[sessionId=" + sessionId + "]";
        }
    }

    private final SignIn signIn;
    private final StaffSessions sessions;

    SessionResource(SignIn signIn, StaffSessions sessions) {
        this.sessions = sessions;
        this.signIn = signIn;
    }

    @POST
    @PermitAll
    @ResponseStatus(201)
    public Uni<Signed> open(@NotNull @Valid Credentials credentials, @Context HttpServerRequest http) {
        return signIn
                .with(credentials.login(), credentials.password(), Optional.ofNullable(credentials.post()),
                        Optional.ofNullable(credentials.deviceLabel()),
                        http.remoteAddress().hostAddress())
                .map(Signed::of);
    }

    @POST
    @Path("/renewal")
    @PermitAll
    public Uni<Signed> renewSession(@NotNull @Valid Renewal renewal) {
        return sessions.renew(renewal.refreshToken()).map(Signed::of);
    }
}
