package org.rollcall.backend.oversight;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.ShedFirst;

/** Questions to the record of deeds and looks. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class RecordResource {

    private final RecordReads reads;

    RecordResource(RecordReads reads) {
        this.reads = reads;
    }

    @GET
    @Path("supervisees/{superviseeId}/audit-entries")
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<RecordedDeed>> listAuditEntries(@RestPath UUID superviseeId, @RestQuery String from,
            @RestQuery String to, @RestQuery List<String> action, @RestQuery String limit, @RestQuery String after) {
        return reads.ofPerson(superviseeId, Between.of(from, to), actions(action), PageRequest.of(limit, after));
    }

    @GET
    @ShedFirst
    @Path("accounts/{accountId}/exposure")
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Exposure>> listExposure(@RestPath UUID accountId, @RestQuery String from, @RestQuery String to,
            @RestQuery String sessionId, @RestQuery String deviceId, @RestQuery String limit,
            @RestQuery String after) {
        return reads.exposure(accountId, Between.of(from, to), id(sessionId), id(deviceId),
                PageRequest.of(limit, after));
    }

    private static List<Action> actions(List<String> words) {
        try {
            return words == null ? List.of() : words.stream().map(Action::valueOf).distinct().toList();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.INVALID, "action is none of the known words.");
        }
    }

    private static Optional<UUID> id(String word) {
        try {
            return Optional.ofNullable(word).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.INVALID, "sessionId and deviceId are ids.");
        }
    }
}
