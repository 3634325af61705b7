package org.rollcall.backend.alert;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** What officers see of alerts and do about them. */
@Path("/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AlertResource {

    /** @param reason what is being done; may be left out */
    public record Acknowledgement(
            @Size(max = 2000) @Pattern(regexp = "(?s).*\\S.*", message = "is blank") String reason) {}

    /** @param reason how that is known */
    public record Closure(@NotNull Outcome outcome, @NotBlank @Size(max = 2000) String reason) {}

    private final AlertReads reads;
    private final AlertHandling handling;

    AlertResource(AlertReads reads, AlertHandling handling) {
        this.reads = reads;
        this.handling = handling;
    }

    @GET
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR, Role.DUTY_OFFICER})
    public Uni<Page<Alert>> listAlerts(@RestQuery String limit, @RestQuery String after,
            @RestQuery String superviseeId, @RestQuery String unitId, @RestQuery List<String> code,
            @RestQuery List<String> severity, @RestQuery String condition,
            @RestQuery("handling") List<String> handlings) {
        return reads.list(AlertFilter.of(superviseeId, unitId, code, severity, condition, handlings),
                PageRequest.of(limit, after));
    }

    @GET
    @Path("{alertId}")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR, Role.DUTY_OFFICER})
    public Uni<AlertDetail> getAlert(@RestPath UUID alertId) {
        return reads.get(alertId);
    }

    @POST
    @Path("{alertId}/acknowledgement")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.DUTY_OFFICER})
    public Uni<AlertDetail> acknowledgeAlert(@RestPath UUID alertId, @Valid Acknowledgement request) {
        return handling.acknowledge(alertId, Optional.ofNullable(request).map(Acknowledgement::reason));
    }

    @POST
    @Path("{alertId}/closure")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    public Uni<AlertDetail> closeAlert(@RestPath UUID alertId, @NotNull @Valid Closure request) {
        return handling.close(alertId, request.outcome(), request.reason());
    }
}
