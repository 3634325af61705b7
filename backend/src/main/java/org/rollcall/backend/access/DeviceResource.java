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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** The devices of somebody, and the end of one that was lost. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DeviceResource {

    private final DeviceBook devices;

    DeviceResource(DeviceBook devices) {
        this.devices = devices;
    }

    @GET
    @Path("supervisees/{superviseeId}/devices")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Device>> listDevices(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return devices.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("devices/{deviceId}/revocation")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    public Uni<Device> revokeDevice(@RestPath UUID deviceId, @NotNull @Valid DeviceRevocation revocation) {
        return devices.revoke(deviceId, revocation.reason());
    }
}
