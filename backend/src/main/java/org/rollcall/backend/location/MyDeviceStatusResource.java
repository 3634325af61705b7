package org.rollcall.backend.location;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** What a supervisee's own phone says of what it can do. */
@Path("/me/device-status")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.SUPERVISEE)
public class MyDeviceStatusResource {

    private final DeviceStatuses statuses;
    private final Contacts contacts;
    private final Scope scope;
    private final Clock clock;

    MyDeviceStatusResource(DeviceStatuses statuses, Contacts contacts, Scope scope, Clock clock) {
        this.statuses = statuses;
        this.contacts = contacts;
        this.scope = scope;
        this.clock = clock;
    }

    @PUT
    public Uni<Void> putMyDeviceStatus(@NotNull DeviceStatus status) {
        if (status.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "It says nothing.");
        }
        var phone = scope.phone();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return statuses.keep(phone, status, now).chain(() -> contacts.heard(phone, now));
    }
}
