package org.rollcall.backend.location;

import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.rollcall.backend.access.BearerSuffices;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.collection.CollectionAdvice;
import org.rollcall.backend.platform.Timestamps;

/** What a supervisee's own phone reports. */
@Path("/me/fixes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.SUPERVISEE)
public class MyFixesResource {

    /**
     * Each is read alone.
     *
     * @param sentAt by the phone's clock; null where it does not say
     */
    public record FixBatch(Instant sentAt, @NotNull @Size(min = 1, max = MOST) List<@NotNull JsonNode> fixes) {

        /** Whether it is as its constraints say, without asking them. */
        boolean isValid() {
            return fixes != null && !fixes.isEmpty() && fixes.size() <= MOST && !fixes.contains(null);
        }
    }

    /**
     * @param burst null, hence absent, where none is wanted
     * @param collection null, hence absent, where nothing may be collected
     */
    public record FixReceipts(Instant receivedAt, List<Receipt> results, BurstRequest burst,
            CollectionAdvice collection) {

        static FixReceipts of(IntakeAnswer answer) {
            return new FixReceipts(answer.receivedAt(), answer.receipts(), answer.burst().orElse(null),
                    answer.collection().orElse(null));
        }
    }

    static final int MOST = 500;

    private final MyFixes fixes;
    private final Scope scope;

    MyFixesResource(MyFixes fixes, Scope scope) {
        this.fixes = fixes;
        this.scope = scope;
    }

    @POST
    @BearerSuffices("The hot path; the transaction that stores fixes asks whether the phone still counts.")
    public Uni<FixReceipts> reportFixes(@NotNull @Valid FixBatch batch) {
        return fixes.report(scope.phone(), batch.fixes(), Timestamps.given(batch.sentAt(), "sentAt"))
                .map(FixReceipts::of);
    }
}
