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

/** Which offices decide on short leaves. */
@Path("/agency-units/{unitId}/leave-delegations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LeaveDelegationResource {

    private final LeaveDelegations delegations;

    LeaveDelegationResource(LeaveDelegations delegations) {
        this.delegations = delegations;
    }

    @POST
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD})
    @ResponseStatus(201)
    public Uni<LeaveDelegation> delegateLeave(@RestPath UUID unitId, @NotNull @Valid LeaveDelegationRequest request) {
        return delegations.give(unitId, request);
    }

    @GET
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<LeaveDelegation>> listLeaveDelegations(@RestPath UUID unitId, @RestQuery String limit,
            @RestQuery String after) {
        return delegations.list(unitId, PageRequest.of(limit, after));
    }
}
