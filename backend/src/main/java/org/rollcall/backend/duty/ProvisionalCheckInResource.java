package org.rollcall.backend.duty;

import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Callers;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** Check-ins by PIN: made by whoever has it, decided by officers. */
@Path("/provisional-check-ins")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ProvisionalCheckInResource {

    /** @param note why it is not the own phone; may be null */
    public record PinCheckIn(@NotBlank @Size(max = 50) String caseNumber,
            @NotNull @Pattern(regexp = "[0-9]{8}") String pin, @Size(min = 1, max = 500) String note) {

        /** What a repetition must say again; the PIN is asked anew each time and remembered nowhere. */
        Remembered remembered() {
            return new Remembered(caseNumber, note);
        }

        @Override
        public String toString() {
            return "PinCheckIn[]";
        }
    }

    record Remembered(String caseNumber, String note) {}

    private final ProvisionalCheckIns checkIns;
    private final ProvisionalDecisions decisions;
    private final Idempotency idempotency;
    private final Callers callers;

    ProvisionalCheckInResource(ProvisionalCheckIns checkIns, ProvisionalDecisions decisions, Idempotency idempotency,
            Callers callers) {
        this.callers = callers;
        this.checkIns = checkIns;
        this.decisions = decisions;
        this.idempotency = idempotency;
    }

    @POST
    @PermitAll
    @ResponseStatus(201)
    public Uni<ProvisionalCheckIn> checkInByPin(@NotNull @Valid PinCheckIn request, @Context HttpServerRequest http) {
        return checkIns.checkIn(request.caseNumber(), request.pin(), Optional.ofNullable(request.note()),
                callers.address(http), idempotency.of(request.remembered()));
    }

    @GET
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.PROSECUTOR})
    public Uni<Page<ProvisionalCheckIn>> listProvisionalCheckIns(@RestQuery ProvisionalState state,
            @RestQuery String limit, @RestQuery String after) {
        return decisions.list(Optional.ofNullable(state), PageRequest.of(limit, after));
    }

    @POST
    @Path("{checkInId}/decision")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    public Uni<ProvisionalCheckIn> decideProvisionalCheckIn(@RestPath UUID checkInId,
            @NotNull @Valid ProvisionalDecisionRequest request) {
        return decisions.decide(checkInId, request);
    }
}
