package org.rollcall.backend.location;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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

    /**
     * What a phone says; null is what it does not say.
     *
     * @param batteryPercent how full its battery is
     * @param charging whether it is being charged
     */
    public record StatusRequest(DeviceStatus.Permission permission, Boolean locationOn, Boolean precise,
            Boolean powerSaving, Boolean backgroundRestricted, @Min(0) @Max(100) Integer batteryPercent,
            Boolean charging, @Size(min = 1, max = 50) @Pattern(regexp = "[0-9A-Za-z.+_-]*") String appVersion) {

        DeviceStatus kept(int lowBelowPercent) {
            return new DeviceStatus(permission, locationOn, precise, powerSaving, backgroundRestricted,
                    batteryPercent == null ? null : batteryPercent < lowBelowPercent && !Boolean.TRUE.equals(charging),
                    appVersion);
        }
    }

    private final DeviceStatuses statuses;
    private final LocationConfig config;
    private final Contacts contacts;
    private final Scope scope;
    private final Clock clock;

    MyDeviceStatusResource(DeviceStatuses statuses, Contacts contacts, LocationConfig config, Scope scope,
            Clock clock) {
        this.statuses = statuses;
        this.config = config;
        this.contacts = contacts;
        this.scope = scope;
        this.clock = clock;
    }

    @PUT
    public Uni<Void> putMyDeviceStatus(@NotNull @Valid StatusRequest request) {
        var status = request.kept(config.batteryLowBelowPercent());
        if (status.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID, "It says nothing.");
        }
        var phone = scope.phone();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return statuses.keep(phone, status, now).chain(() -> contacts.heard(phone, now));
    }
}
