package org.rollcall.backend.retention;

import java.util.List;

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

/** The register of processing, and what changes it. It tells of nobody. */
@Path("processing-register")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.OPERATOR, Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.SUPERIOR,
    Role.PROSECUTOR})
public class ProcessingRegisterResource {

    /** All of it. */
    public record Register(List<RegisterEntry> entries) {
        public Register {
            entries = List.copyOf(entries);
        }
    }

    private final ProcessingRegister register;

    ProcessingRegisterResource(ProcessingRegister register) {
        this.register = register;
    }

    @GET
    public Uni<Register> getProcessingRegister() {
        return register.entries().map(Register::new);
    }

    @GET
    @Path("changes")
    public Uni<Page<RetentionChange>> listRetentionChanges(@RestQuery String limit, @RestQuery String after) {
        return register.changes(PageRequest.of(limit, after));
    }

    @POST
    @Path("changes")
    @RolesAllowed(Role.ADMIN)
    @ResponseStatus(201)
    public Uni<RetentionChange> changeRetention(@NotNull @Valid RetentionChangeRequest request) {
        return register.change(request);
    }
}
