package org.rollcall.backend.access;

import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.rollcall.backend.platform.Callers;

/** Phones: a code from the officer, credentials for the code. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class EnrolmentResource {

    private final EnrolmentCodes codes;
    private final Enrolments enrolments;
    private final Callers callers;

    EnrolmentResource(EnrolmentCodes codes, Enrolments enrolments, Callers callers) {
        this.callers = callers;
        this.codes = codes;
        this.enrolments = enrolments;
    }

    @POST
    @Path("supervisees/{superviseeId}/enrolment-codes")
    @Consumes(MediaType.WILDCARD) // there is no body
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<EnrolmentCode> createEnrolmentCode(@RestPath UUID superviseeId) {
        return codes.issue(superviseeId);
    }

    @POST
    @Path("enrolments")
    @PermitAll
    @ResponseStatus(201)
    public Uni<Enrolment> enrolDevice(@NotNull @Valid EnrolmentRequest request, @Context HttpServerRequest http) {
        return enrolments.exchange(request, callers.address(http));
    }
}
