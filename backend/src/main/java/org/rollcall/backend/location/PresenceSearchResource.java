package org.rollcall.backend.location;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.ShedFirst;

/** Asking who was within an area. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PresenceSearchResource {

    private final PresenceSearch searches;

    PresenceSearchResource(PresenceSearch searches) {
        this.searches = searches;
    }

    @POST
    @ShedFirst
    @Path("presence-searches")
    @RolesAllowed(Role.COUNTY_OFFICER)
    public Uni<Presence> searchPresence(@NotNull @Valid PresenceRequest request) {
        return searches.search(request);
    }
}
