package org.rollcall.backend.supervisee;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** The register. Its path is the root: a class at {@code /supervisees} would take what other features serve below it. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SuperviseeResource {

    private final Register register;
    private final SuperviseeList list;
    private final Intake intake;
    private final Minors minors;

    SuperviseeResource(Register register, SuperviseeList list, Intake intake, Minors minors) {
        this.minors = minors;
        this.register = register;
        this.list = list;
        this.intake = intake;
    }

    @POST
    @Path("supervisees")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    public Uni<RestResponse<Supervisee>> registerSupervisee(@NotNull @Valid SuperviseeRequest request, UriInfo uri) {
        return register.register(request).map(made -> RestResponse.ResponseBuilder
                .<Supervisee>created(uri.getAbsolutePathBuilder().path(made.id().toString()).build()).entity(made)
                .build());
    }

    @GET
    @Path("supervisees")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Supervisee>> listSupervisees(@RestQuery String limit, @RestQuery String after,
            @RestQuery String unitId, @RestQuery String caseNumber) {
        return list.list(new SuperviseeList.Filter(unit(unitId), number(caseNumber)), PageRequest.of(limit, after));
    }

    @GET
    @Path("supervisees/{superviseeId}")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR, Role.SUPERIOR})
    public Uni<Supervisee> getSupervisee(@RestPath UUID superviseeId, @RestQuery String purpose) {
        return register.get(superviseeId, purpose(purpose));
    }

    private static Optional<CasePurpose> purpose(String word) {
        try {
            return Optional.ofNullable(word).map(CasePurpose::valueOf);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("purpose", "is none of " + List.of(CasePurpose.values()));
        }
    }

    @PUT
    @Path("supervisees/{superviseeId}/guardian")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(204)
    public Uni<Void> recordGuardian(@RestPath UUID superviseeId, @NotNull @Valid Guardian guardian) {
        return minors.record(superviseeId, guardian);
    }

    @POST
    @Path("supervisees/{superviseeId}/intake")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<CollectionPeriod> recordIntake(@RestPath UUID superviseeId, IntakeRequest request) {
        return intake.record(superviseeId, request == null ? new IntakeRequest(null) : request);
    }

    private static Optional<UUID> unit(String word) {
        try {
            return Optional.ofNullable(word).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.INVALID, "unitId is a UUID.");
        }
    }

    private static Optional<String> number(String word) {
        if (word != null && !word.matches(SuperviseeRequest.PLAIN)) {
            throw new ProblemException(ProblemType.INVALID, "caseNumber is one line without control characters.");
        }
        return Optional.ofNullable(word).map(String::strip);
    }
}
