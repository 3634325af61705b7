package org.rollcall.backend.travel;

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

/** What the procuratorate is told of leaves. */
@Path("/inspection/long-leaves")
@Produces(MediaType.APPLICATION_JSON)
public class LongLeaveResource {

    private final LongLeaves leaves;

    LongLeaveResource(LongLeaves leaves) {
        this.leaves = leaves;
    }

    @GET
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<LeaveApplication>> listLongLeaves(@RestQuery String limit, @RestQuery String after) {
        return leaves.list(PageRequest.of(limit, after));
    }
}
