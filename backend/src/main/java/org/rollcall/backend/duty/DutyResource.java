package org.rollcall.backend.duty;

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

/** What staff do with duties: ask for them, end them, read what became of them. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DutyResource {

    private final Schedules schedules;
    private final DutyReads reads;

    DutyResource(Schedules schedules, DutyReads reads) {
        this.schedules = schedules;
        this.reads = reads;
    }

    @POST
    @Path("supervisees/{superviseeId}/schedules")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<Schedule> createSchedule(@RestPath UUID superviseeId, @NotNull @Valid ScheduleRequest request) {
        return schedules.create(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/schedules")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Schedule>> listSchedules(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return reads.schedules(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("schedules/{scheduleId}/ending")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    public Uni<Schedule> endSchedule(@RestPath UUID scheduleId) {
        return schedules.end(scheduleId);
    }

    @GET
    @Path("supervisees/{superviseeId}/slots")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Slot>> listSlots(@RestPath UUID superviseeId, @RestQuery String limit, @RestQuery String after,
            @RestQuery java.time.Instant from, @RestQuery java.time.Instant to, @RestQuery DutyKind kind,
            @RestQuery SlotState state) {
        return reads.slots(superviseeId, new DutyReads.SlotFilter(from, to, kind, state), PageRequest.of(limit, after));
    }

    @GET
    @Path("supervisees/{superviseeId}/reports")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Report>> listReports(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return reads.reports(superviseeId, PageRequest.of(limit, after));
    }
}
