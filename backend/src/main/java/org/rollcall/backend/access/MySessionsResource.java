package org.rollcall.backend.access;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** The sessions of a member of staff, their own. */
@Path("/me/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@RolesAllowed({Role.ADMIN, Role.OPERATOR, Role.TEAM_MEMBER, Role.VILLAGE_ASSISTANT, Role.OFFICER, Role.COUNTY_OFFICER,
    Role.BUREAU_HEAD, Role.SUPERIOR, Role.PROSECUTOR, Role.DUTY_OFFICER})
public class MySessionsResource {

    private final SessionBook sessions;

    MySessionsResource(SessionBook sessions) {
        this.sessions = sessions;
    }

    @GET
    public Uni<Page<StaffSession>> listMySessions(@RestQuery String limit, @RestQuery String after) {
        return sessions.list(PageRequest.of(limit, after));
    }

    @POST
    @Path("{sessionId}/revocation")
    @OneTimePasswordSuffices
    @ResponseStatus(204)
    public Uni<Void> revokeMySession(@RestPath UUID sessionId) {
        return sessions.end(sessionId);
    }

    @POST
    @Path("revocation")
    @OneTimePasswordSuffices
    @ResponseStatus(204)
    public Uni<Void> revokeMySessions() {
        return sessions.endAll();
    }
}
