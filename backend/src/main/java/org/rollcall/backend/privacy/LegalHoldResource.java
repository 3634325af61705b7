package org.rollcall.backend.privacy;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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

/** Holds that keep evidence from being let go. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LegalHoldResource {

    /** Why. */
    public record Reason(@NotBlank @Size(max = 1_000) String reason) {}

    private final LegalHolds holds;

    LegalHoldResource(LegalHolds holds) {
        this.holds = holds;
    }

    @POST
    @Path("supervisees/{superviseeId}/legal-holds")
    @RolesAllowed({Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<LegalHold> placeLegalHold(@RestPath UUID superviseeId, @NotNull @Valid Reason reason) {
        return holds.place(superviseeId, reason);
    }

    @GET
    @Path("supervisees/{superviseeId}/legal-holds")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.PROSECUTOR})
    public Uni<Page<LegalHold>> listLegalHolds(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return holds.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("legal-holds/{holdId}/lifting")
    @RolesAllowed({Role.COUNTY_OFFICER})
    public Uni<LegalHold> liftLegalHold(@RestPath UUID holdId, @NotNull @Valid Reason reason) {
        return holds.lift(holdId, reason);
    }
}
