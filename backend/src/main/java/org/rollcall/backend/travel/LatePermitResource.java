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

/** What prosecutors look for among permissions. */
@Path("/inspection/late-permits")
@Produces(MediaType.APPLICATION_JSON)
public class LatePermitResource {

    private final LatePermits permits;

    LatePermitResource(LatePermits permits) {
        this.permits = permits;
    }

    @GET
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<LatePermit>> listLatePermits(@RestQuery String limit, @RestQuery String after) {
        return permits.list(PageRequest.of(limit, after));
    }
}
