package org.rollcall.backend.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.rollcall.backend.platform.Callers;

/** The password of a member of staff, their own. */
@Path("/me/password")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.OPERATOR, Role.TEAM_MEMBER, Role.VILLAGE_ASSISTANT, Role.OFFICER, Role.COUNTY_OFFICER,
    Role.BUREAU_HEAD, Role.SUPERIOR, Role.PROSECUTOR, Role.DUTY_OFFICER})
public class MyPasswordResource {

    /** The one until now, and the one from now on. */
    public record Change(@NotNull @Size(min = 1, max = Passwords.LONGEST) String oldPassword,
            @NotNull @Size(min = Passwords.SHORTEST, max = Passwords.LONGEST) String newPassword) {
        @Override
        public String toString() {
            return "Change[]";
        }
    }

    private final SessionBook sessions;
    private final Callers callers;

    MyPasswordResource(SessionBook sessions, Callers callers) {
        this.callers = callers;
        this.sessions = sessions;
    }

    @PUT
    @OneTimePasswordSuffices
    @ResponseStatus(204)
    public Uni<Void> changeMyPassword(@NotNull @Valid Change change, @Context HttpServerRequest http) {
        return sessions.changePassword(change.oldPassword(), change.newPassword(), callers.address(http));
    }
}
