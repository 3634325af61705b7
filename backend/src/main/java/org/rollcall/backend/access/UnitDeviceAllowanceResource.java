package org.rollcall.backend.access;

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
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** More than one phone, for all of a unit. */
@Path("/agency-units/{unitId}/device-allowances")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UnitDeviceAllowanceResource {

    private final DeviceAllowances allowances;

    UnitDeviceAllowanceResource(DeviceAllowances allowances) {
        this.allowances = allowances;
    }

    @POST
    @RolesAllowed(Role.COUNTY_OFFICER)
    @ResponseStatus(201)
    public Uni<DeviceAllowance> allowDevicesOfUnit(@RestPath UUID unitId,
            @NotNull @Valid DeviceAllowanceRequest request) {
        return allowances.give(DeviceAllowances.For.UNIT, unitId, request);
    }

    @GET
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<DeviceAllowance>> listDeviceAllowancesOfUnit(@RestPath UUID unitId, @RestQuery String limit,
            @RestQuery String after) {
        return allowances.list(DeviceAllowances.For.UNIT, unitId, PageRequest.of(limit, after));
    }
}
