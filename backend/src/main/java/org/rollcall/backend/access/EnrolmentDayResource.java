package org.rollcall.backend.access;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Enrolling many phones of an office on one day. */
@Path("/agency-units/{unitId}/enrolment-codes")
@Consumes(MediaType.APPLICATION_JSON)
public class EnrolmentDayResource {

    private final EnrolmentDays days;

    EnrolmentDayResource(EnrolmentDays days) {
        this.days = days;
    }

    @POST
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<EnrolmentDay> createEnrolmentCodes(@RestPath UUID unitId,
            @NotNull @Valid EnrolmentDayRequest request) {
        return days.issue(unitId, request);
    }
}
