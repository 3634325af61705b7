package org.rollcall.backend.location;

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

/** What fixes that came late show, and nobody was called for. */
@Path("/late-causes")
@Produces(MediaType.APPLICATION_JSON)
public class LateCauseResource {

    private final LateCauses causes;

    LateCauseResource(LateCauses causes) {
        this.causes = causes;
    }

    @GET
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.PROSECUTOR})
    public Uni<Page<LateCause>> listLateCauses(@RestQuery String limit, @RestQuery String after,
            @RestQuery String superviseeId) {
        return causes.list(superviseeId, PageRequest.of(limit, after));
    }
}
