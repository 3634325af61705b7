package org.rollcall.backend.casework;

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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** What people say against what is recorded of them, for officers to decide. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ObjectionResource {

    private final Objections objections;

    ObjectionResource(Objections objections) {
        this.objections = objections;
    }

    @GET
    @Path("supervisees/{superviseeId}/objections")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<Objection>> listObjections(@RestPath UUID superviseeId, @RestQuery String limit,
            @RestQuery String after) {
        return objections.list(superviseeId, PageRequest.of(limit, after));
    }

    @POST
    @Path("objections/{objectionId}/decision")
    @RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
    @ResponseStatus(201)
    public Uni<Objection> decideObjection(@RestPath UUID objectionId,
            @NotNull @Valid ObjectionDecisionRequest request) {
        return objections.decide(objectionId, request);
    }
}
