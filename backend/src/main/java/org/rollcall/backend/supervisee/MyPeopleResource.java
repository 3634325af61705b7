package org.rollcall.backend.supervisee;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** The people that a team member or a village assistant helps with. */
@Path("/me/people")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.TEAM_MEMBER, Role.VILLAGE_ASSISTANT})
public class MyPeopleResource {

    private final Assignments assignments;

    MyPeopleResource(Assignments assignments) {
        this.assignments = assignments;
    }

    @GET
    public Uni<Page<AssignedPerson>> listMyPeople(@RestQuery String limit, @RestQuery String after) {
        return assignments.listMine(PageRequest.of(limit, after));
    }
}
