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

/** More than one phone, for one person; and the end of what was allowed. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DeviceAllowanceResource {

    private final DeviceAllowances allowances;

    DeviceAllowanceResource(DeviceAllowances allowances) {
        this.allowances = allowances;
    }

    @POST
    @Path("supervisees/{superviseeId}/device-allowances")
    @RolesAllowed(Role.COUNTY_OFFICER)
    @ResponseStatus(201)
    public Uni<DeviceAllowance> allowDevices(@RestPath UUID superviseeId,
            @NotNull @Valid DeviceAllowanceRequest request) {
        return allowances.give(DeviceAllowances.For.PERSON, superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/device-allowances")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<DeviceAllowance>> listDeviceAllowances(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return allowances.list(DeviceAllowances.For.PERSON, superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("device-allowances/{deviceAllowanceId}/ending")
    @Consumes(MediaType.WILDCARD) // there is no body
    @RolesAllowed(Role.COUNTY_OFFICER)
    public Uni<DeviceAllowance> endDeviceAllowance(@RestPath UUID deviceAllowanceId) {
        return allowances.end(deviceAllowanceId);
    }
}
