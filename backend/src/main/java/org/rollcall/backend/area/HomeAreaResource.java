package org.rollcall.backend.area;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.rollcall.backend.access.Role;

/** Where a supervisee may be without a permission. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class HomeAreaResource {

    private final HomeAreaBook homes;

    HomeAreaResource(HomeAreaBook homes) {
        this.homes = homes;
    }

    @PUT
    @Path("supervisees/{superviseeId}/home-area")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    public Uni<HomeArea> setHomeArea(@RestPath UUID superviseeId, @NotNull @Valid HomeAreaRequest request) {
        return homes.set(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/home-area")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<HomeArea> getHomeArea(@RestPath UUID superviseeId) {
        return homes.get(superviseeId);
    }
}
