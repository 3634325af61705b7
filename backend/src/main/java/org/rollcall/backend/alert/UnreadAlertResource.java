package org.rollcall.backend.alert;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** What prosecutors look for among alerts. */
@Path("/inspection/unread-alerts")
@Produces(MediaType.APPLICATION_JSON)
public class UnreadAlertResource {

    private final UnreadAlerts alerts;

    UnreadAlertResource(UnreadAlerts alerts) {
        this.alerts = alerts;
    }

    @GET
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Alert>> listUnreadAlerts(@RestQuery String limit, @RestQuery String after) {
        return alerts.list(PageRequest.of(limit, after));
    }
}
