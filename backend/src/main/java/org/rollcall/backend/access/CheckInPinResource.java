package org.rollcall.backend.access;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** PINs: made by an officer, told once. */
@Path("/supervisees/{superviseeId}/check-in-pins")
@Produces(MediaType.APPLICATION_JSON)
public class CheckInPinResource {

    private final CheckInPins pins;

    CheckInPinResource(CheckInPins pins) {
        this.pins = pins;
    }

    @POST
    @Consumes(MediaType.WILDCARD) // there is no body
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<CheckInPin> createCheckInPin(@RestPath UUID superviseeId) {
        return pins.issue(superviseeId);
    }
}
