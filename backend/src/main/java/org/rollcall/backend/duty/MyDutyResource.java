package org.rollcall.backend.duty;

import java.time.Instant;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.BearerSuffices;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.location.FixReport;
import org.rollcall.backend.location.ReportedFix;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** What a supervisee does about duties: see them, do them. */
@Path("/me")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.SUPERVISEE)
public class MyDutyResource {

    /** @param slotId which report; null for the one that is open now */
    public record ReportRequest(UUID slotId, @NotNull @Valid ReportHeadings headings) {}

    /** @param slotId for which; null for the one that is open */
    public record CheckInRequest(UUID slotId, @NotNull FixReport fix) {}

    private final DutyReads reads;
    private final Reports reports;
    private final CheckIns checkIns;
    private final Scope scope;
    private final Idempotency idempotency;

    MyDutyResource(DutyReads reads, Reports reports, CheckIns checkIns, Scope scope, Idempotency idempotency) {
        this.reads = reads;
        this.reports = reports;
        this.checkIns = checkIns;
        this.scope = scope;
        this.idempotency = idempotency;
    }

    @GET
    @Path("slots")
    @BearerSuffices("Tells when duties are, and changes nothing.")
    public Uni<Page<Slot>> listMySlots(@RestQuery String limit, @RestQuery String after, @RestQuery Instant from,
            @RestQuery Instant to, @RestQuery DutyKind kind, @RestQuery SlotState state) {
        return reads.slots(scope.account(), new DutyReads.SlotFilter(from, to, kind, state),
                PageRequest.of(limit, after));
    }

    @POST
    @Path("reports")
    @ResponseStatus(201)
    public Uni<Report> submitReport(@NotNull @Valid ReportRequest request) {
        return reports.submit(scope.account(), request.slotId(), request.headings(),
                idempotency.of(request));
    }

    @POST
    @Path("check-ins")
    @ResponseStatus(201)
    public Uni<CheckInReceipt> checkIn(@NotNull @Valid CheckInRequest request) {
        return checkIns.checkIn(scope.phone(), request.slotId(), fixOf(request.fix()), idempotency.of(request));
    }

    private static ReportedFix fixOf(FixReport report) {
        try {
            return report.checkIn();
        } catch (IllegalArgumentException e) {
            // The message names a field and not its value.
            throw new ProblemException(ProblemType.INVALID, e.getMessage());
        }
    }
}
