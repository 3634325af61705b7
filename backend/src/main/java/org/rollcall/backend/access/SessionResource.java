package org.rollcall.backend.access;

import java.time.Instant;
import java.util.List;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.rollcall.backend.platform.Callers;

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
     * @param recoveryCodes where this sign-in confirmed a new second factor; else null
     */
    public record Signed(String accessToken, Instant expiresAt, UUID sessionId, String refreshToken,
            Instant sessionExpiresAt, List<String> recoveryCodes) {

        static Signed of(OpenedSession opened) {
            return of(opened, null);
        }

        static Signed of(SecondStep.Taken taken) {
            return of(taken.session(),
                    taken.recoveryCodes().isEmpty() ? null : OwnSecondFactor.words(taken.recoveryCodes()));
        }

        private static Signed of(OpenedSession opened, List<String> recoveryCodes) {
            return new Signed(opened.access().value(), opened.access().expiresAt(), opened.id(),
                    opened.refresh().word(), opened.endsAt(), recoveryCodes);
        }

        @Override
        public String toString() {
            return "Signed[sessionId=" + sessionId + "]";
        }
    }

    /**
     * What a right password gives where a second factor is asked for.
     *
     * @param enrolled false: a factor must be enrolled with the challenge first
     */
    public record Asked(String challenge, Instant expiresAt, boolean enrolled) {

        static Asked of(SecondFactorAsked asked) {
            return new Asked(asked.challenge().word(), asked.expiresAt(), asked.enrolled());
        }

        @Override
        public String toString() {
            return "Asked[expiresAt=" + expiresAt + "]";
        }
    }

    /** A challenge that shall show a secret. */
    public record Enrolment(@NotNull @Size(min = 1, max = 200) String challenge) {
        @Override
        public String toString() {
            return "Enrolment[]";
        }
    }

    /** A challenge with the code of the authenticator, or a recovery code. */
    public record SecondFactor(@NotNull @Size(min = 1, max = 200) String challenge,
            @NotNull @Size(min = 6, max = 30) String code) {
        @Override
        public String toString() {
            return "SecondFactor[]";
        }
    }

    /** A token of the agency's provider. */
    public record ProviderToken(@NotNull @Size(min = 1, max = 16_000) String idToken,
            @Size(min = 1, max = 100) String deviceLabel) {
        @Override
        public String toString() {
            return "ProviderToken[]";
        }
    }

    private final SignIn signIn;
    private final ProviderSignIn provider;
    private final SecondStep secondStep;
    private final StaffSessions sessions;
    private final Callers callers;

    SessionResource(SignIn signIn, ProviderSignIn provider, SecondStep secondStep, StaffSessions sessions,
            Callers callers) {
        this.callers = callers;
        this.provider = provider;
        this.secondStep = secondStep;
        this.sessions = sessions;
        this.signIn = signIn;
    }

    @POST
    @PermitAll
    public Uni<RestResponse<Object>> open(@NotNull @Valid Credentials credentials, @Context HttpServerRequest http) {
        return signIn
                .with(credentials.login(), credentials.password(), Optional.ofNullable(credentials.post()),
                        Optional.ofNullable(credentials.deviceLabel()),
                        callers.address(http))
                .map(SessionResource::answer);
    }

    private static RestResponse<Object> answer(SignInAnswer answer) {
        return answer instanceof OpenedSession opened
                ? RestResponse.status(RestResponse.Status.CREATED, Signed.of(opened))
                : RestResponse.status(RestResponse.Status.ACCEPTED, Asked.of((SecondFactorAsked) answer));
    }

    @POST
    @Path("/second-factor")
    @PermitAll
    @ResponseStatus(201)
    public Uni<Signed> showSecondFactor(@NotNull @Valid SecondFactor factor, @Context HttpServerRequest http) {
        return secondStep.with(factor.challenge(), factor.code(), callers.address(http))
                .map(Signed::of);
    }

    @POST
    @Path("/provider")
    @PermitAll
    @ResponseStatus(201)
    public Uni<Signed> openProviderSession(@NotNull @Valid ProviderToken token, @Context HttpServerRequest http) {
        return provider.with(token.idToken(), Optional.ofNullable(token.deviceLabel()),
                callers.address(http)).map(Signed::of);
    }

    @POST
    @Path("/second-factor/enrolment")
    @PermitAll
    public Uni<MySecondFactorResource.Secret> enrolSecondFactor(@NotNull @Valid Enrolment enrolment,
            @Context HttpServerRequest http) {
        return secondStep.enrol(enrolment.challenge(), callers.address(http))
                .map(MySecondFactorResource.Secret::of);
    }

    @POST
    @Path("/renewal")
    @PermitAll
    public Uni<Signed> renewSession(@NotNull @Valid Renewal renewal) {
        return sessions.renew(renewal.refreshToken()).map(Signed::of);
    }
}
