package org.rollcall.backend.privacy;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.rollcall.backend.access.Role;

/** Whom to call because of an alert: for whoever is on duty at night, and sees no register. */
@Path("/alerts/{alertId}/contact")
@Produces(MediaType.APPLICATION_JSON)
public class AlertContactResource {

    private final AlertContacts contacts;

    AlertContactResource(AlertContacts contacts) {
        this.contacts = contacts;
    }

    @GET
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.DUTY_OFFICER})
    public Uni<AlertContact> getAlertContact(@RestPath UUID alertId) {
        return contacts.get(alertId);
    }
}
