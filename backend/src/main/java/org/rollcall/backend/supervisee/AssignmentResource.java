package org.rollcall.backend.supervisee;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** Who helps with whom. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AssignmentResource {

    private final Assignments assignments;

    AssignmentResource(Assignments assignments) {
        this.assignments = assignments;
    }

    @POST
    @Path("supervisees/{superviseeId}/assignments")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<Assignment> assignHelper(@RestPath UUID superviseeId, @NotNull @Valid AssignmentRequest request) {
        return assignments.assign(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/assignments")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Assignment>> listHelpers(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return assignments.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("assignments/{assignmentId}/ending")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @Consumes(MediaType.WILDCARD)
    public Uni<Assignment> relieveHelper(@RestPath UUID assignmentId) {
        return assignments.end(assignmentId);
    }
}
