package org.rollcall.backend.access;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.rollcall.backend.platform.Callers;

/** The second factor of a member of staff, their own. */
@Path("/me/second-factor")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.OPERATOR, Role.TEAM_MEMBER, Role.VILLAGE_ASSISTANT, Role.OFFICER, Role.COUNTY_OFFICER,
    Role.BUREAU_HEAD, Role.SUPERIOR, Role.PROSECUTOR, Role.DUTY_OFFICER})
public class MySecondFactorResource {

    /**
     * Who enrols an authenticator.
     *
     * @param code of the one until now; null where there is none
     */
    public record Enrolment(@NotNull @Size(min = 1, max = Passwords.LONGEST) String password,
            @Size(min = 6, max = 30) String code) {
        @Override
        public String toString() {
            return "Enrolment[]";
        }
    }

    /** A code of the authenticator. */
    public record Code(@NotNull @Size(min = 6, max = 30) String code) {
        @Override
        public String toString() {
            return "Code[]";
        }
    }

    /** What to put into an authenticator app: the secret to type, or all of it as a picture. */
    public record Secret(String secret, String uri) {

        static Secret of(SecondStep.Shown shown) {
            return new Secret(shown.secret().base32(), shown.secret().uri(shown.login()));
        }

        @Override
        public String toString() {
            return "Secret[]";
        }
    }

    /** Each stands for the authenticator once. */
    public record RecoveryCodes(List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "RecoveryCodes[]";
        }
    }

    private final OwnSecondFactor factor;
    private final Callers callers;

    MySecondFactorResource(OwnSecondFactor factor, Callers callers) {
        this.callers = callers;
        this.factor = factor;
    }

    @GET
    public Uni<OwnSecondFactor.State> getMySecondFactor() {
        return factor.state();
    }

    @POST
    @Path("enrolment")
    public Uni<Secret> enrolMySecondFactor(@NotNull @Valid Enrolment enrolment, @Context HttpServerRequest http) {
        return factor.enrol(enrolment.password(), enrolment.code(), callers.address(http))
                .map(Secret::of);
    }

    @POST
    @Path("confirmation")
    public Uni<RecoveryCodes> confirmMySecondFactor(@NotNull @Valid Code code, @Context HttpServerRequest http) {
        return factor.confirm(code.code(), callers.address(http)).map(OwnSecondFactor::words)
                .map(RecoveryCodes::new);
    }

    @POST
    @Path("recovery-codes")
    public Uni<RecoveryCodes> renewMyRecoveryCodes(@NotNull @Valid Code code, @Context HttpServerRequest http) {
        return factor.renewRecoveryCodes(code.code(), callers.address(http)).map(OwnSecondFactor::words)
                .map(RecoveryCodes::new);
    }
}
