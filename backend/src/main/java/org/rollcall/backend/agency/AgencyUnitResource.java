package org.rollcall.backend.agency;

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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Created;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** The organisation tree. */
@Path("/agency-units")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AgencyUnitResource {

    private final AgencyUnits units;

    AgencyUnitResource(AgencyUnits units) {
        this.units = units;
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    public Uni<RestResponse<AgencyUnitView>> create(@NotNull @Valid AgencyUnitRequest request) {
        return units.create(request).map(unit -> Created.at("agency-units/" + unit.id(), unit));
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.OPERATOR, Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.SUPERIOR,
        Role.PROSECUTOR, Role.DUTY_OFFICER})
    public Uni<Page<AgencyUnitView>> list(@RestQuery String limit, @RestQuery String after) {
        return units.list(PageRequest.of(limit, after));
    }

    @GET
    @Path("{unitId}")
    @RolesAllowed({Role.ADMIN, Role.OPERATOR, Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.SUPERIOR,
        Role.PROSECUTOR, Role.DUTY_OFFICER})
    public Uni<AgencyUnitView> get(@RestPath UUID unitId) {
        return units.get(unitId);
    }
}
