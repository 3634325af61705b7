package org.rollcall.backend.travel;

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
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** Permissions to be somewhere else for a time. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PermissionResource {

    private final PermissionBook permissions;

    PermissionResource(PermissionBook permissions) {
        this.permissions = permissions;
    }

    @POST
    @Path("supervisees/{superviseeId}/permissions")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<TravelPermission> grantPermission(@RestPath UUID superviseeId,
            @NotNull @Valid PermissionRequest request) {
        return permissions.grant(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/permissions")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<TravelPermission>> listPermissions(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return permissions.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("permissions/{permissionId}/revocation")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    public Uni<TravelPermission> revokePermission(@RestPath UUID permissionId,
            @NotNull @Valid RevocationRequest request) {
        return permissions.revoke(permissionId, request);
    }
}
