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

/** Leaves on which somebody of a higher rank decides, and the end of what was delegated. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LeaveApplicationResource {

    private final LeaveApplications applications;
    private final LeaveDelegations delegations;

    LeaveApplicationResource(LeaveApplications applications, LeaveDelegations delegations) {
        this.delegations = delegations;
        this.applications = applications;
    }

    @POST
    @Path("supervisees/{superviseeId}/leave-applications")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<LeaveApplication> recordLeaveApplication(@RestPath UUID superviseeId,
            @NotNull @Valid LeaveApplicationRequest request) {
        return applications.record(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/leave-applications")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<LeaveApplication>> listLeaveApplications(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return applications.list(superviseeId, PageRequest.of(limit, after));
    }

    @GET
    @Path("leave-applications")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.SUPERIOR})
    public Uni<Page<LeaveApplication>> listLeavesToDecide(@RestQuery String limit, @RestQuery String after) {
        return applications.listWaiting(PageRequest.of(limit, after));
    }

    @GET
    @Path("leave-applications/{leaveApplicationId}")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR, Role.SUPERIOR})
    public Uni<LeaveApplication> getLeaveApplication(@RestPath UUID leaveApplicationId) {
        return applications.get(leaveApplicationId);
    }

    @POST
    @Path("leave-applications/{leaveApplicationId}/opinions")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<LeaveApplication> giveLeaveOpinion(@RestPath UUID leaveApplicationId,
            @NotNull @Valid LeaveOpinionRequest request) {
        return applications.giveOpinion(leaveApplicationId, request);
    }

    @POST
    @Path("leave-applications/{leaveApplicationId}/decision")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.SUPERIOR})
    public Uni<LeaveApplication> decideOnLeave(@RestPath UUID leaveApplicationId,
            @NotNull @Valid LeaveDecisionRequest request) {
        return applications.decide(leaveApplicationId, request);
    }

    @POST
    @Path("leave-delegations/{leaveDelegationId}/ending")
    @Consumes(MediaType.WILDCARD) // there is no body
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD})
    public Uni<LeaveDelegation> endLeaveDelegation(@RestPath UUID leaveDelegationId) {
        return delegations.end(leaveDelegationId);
    }
}
