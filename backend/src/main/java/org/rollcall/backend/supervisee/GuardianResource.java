package org.rollcall.backend.supervisee;

import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** Guardians of minors: their accounts, what they are told, and that they were told. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class GuardianResource {

    /** The code that the guardian was given. */
    public record GuardianCodeRequest(@NotNull @Size(min = 16, max = 40) String code) {

        @Override
        public String toString() {
            return "GuardianCodeRequest[]";
        }
    }

    private final Guardianships guardianships;
    private final WardNotices notices;
    private final Callers callers;

    GuardianResource(Guardianships guardianships, WardNotices notices, Callers callers) {
        this.guardianships = guardianships;
        this.notices = notices;
        this.callers = callers;
    }

    @POST
    @Path("supervisees/{superviseeId}/guardianships")
    @Consumes(MediaType.WILDCARD) // there is no body
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<Guardianship> openGuardianship(@RestPath UUID superviseeId) {
        return guardianships.open(superviseeId);
    }

    @GET
    @Path("supervisees/{superviseeId}/guardianships")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Guardianship>> listGuardianships(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return guardianships.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("guardianships/{guardianshipId}/ending")
    @Consumes(MediaType.WILDCARD) // there is no body
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    public Uni<Guardianship> endGuardianship(@RestPath UUID guardianshipId) {
        return guardianships.end(guardianshipId);
    }

    @POST
    @Path("supervisees/{superviseeId}/guardian-notices")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<GuardianNotice> tellGuardians(@RestPath UUID superviseeId,
            @NotNull @Valid GuardianNoticeRequest request) {
        return notices.tell(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/guardian-notices")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<GuardianNotice>> listGuardianNotices(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return notices.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("guardian-enrolments")
    @PermitAll
    @ResponseStatus(201)
    public Uni<Guardianships.Entered> enterGuardianship(@NotNull @Valid GuardianCodeRequest request,
            @Context HttpServerRequest http) {
        return guardianships.enter(request.code(), callers.address(http));
    }
}
