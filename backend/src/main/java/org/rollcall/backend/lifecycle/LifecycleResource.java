package org.rollcall.backend.lifecycle;

import java.time.Instant;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** Custody, release and termination. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LifecycleResource {

    /**
     * The end of a custody.
     *
     * @param at now, if absent
     */
    public record CustodyEndRequest(Instant at,
            @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = CustodyRequest.TEXT) String reason) {}

    private final CustodyBook custody;
    private final ReleaseBook releases;

    LifecycleResource(CustodyBook custody, ReleaseBook releases) {
        this.custody = custody;
        this.releases = releases;
    }

    @POST
    @Path("supervisees/{superviseeId}/custody")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<Custody> recordCustody(@RestPath UUID superviseeId, @NotNull @Valid CustodyRequest request) {
        return custody.record(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/custody")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Custody>> listCustody(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return custody.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("custody/{custodyId}/ending")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    public Uni<Custody> endCustody(@RestPath UUID custodyId, @NotNull @Valid CustodyEndRequest request) {
        return custody.end(custodyId, request.at(), request.reason());
    }

    @POST
    @Path("supervisees/{superviseeId}/release")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<Release> recordRelease(@RestPath UUID superviseeId, @NotNull @Valid ReleaseRequest request) {
        return releases.record(superviseeId, request);
    }
}
