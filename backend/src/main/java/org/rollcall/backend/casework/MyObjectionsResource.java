package org.rollcall.backend.casework;

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
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** What one has to say against what is recorded of oneself. */
@Path("/me/objections")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.SUPERVISEE)
public class MyObjectionsResource {

    private final Objections objections;

    MyObjectionsResource(Objections objections) {
        this.objections = objections;
    }

    @POST
    @ResponseStatus(201)
    public Uni<Objection> makeObjection(@NotNull @Valid ObjectionRequest request) {
        return objections.make(request);
    }

    @GET
    public Uni<Page<Objection>> listMyObjections(@RestQuery String limit, @RestQuery String after) {
        return objections.own(PageRequest.of(limit, after));
    }
}
