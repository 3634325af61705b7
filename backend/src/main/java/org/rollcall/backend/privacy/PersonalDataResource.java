package org.rollcall.backend.privacy;

import java.util.List;
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

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestPath;
import org.rollcall.backend.access.Role;

/** Identity documents, telephone numbers and health notes. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER})
public class PersonalDataResource {

    /** Whoever was found. */
    public record Found(List<UUID> superviseeIds) {}

    private final PersonalDataBook book;

    PersonalDataResource(PersonalDataBook book) {
        this.book = book;
    }

    @PUT
    @Path("supervisees/{superviseeId}/personal-data")
    public Uni<PersonalData> setPersonalData(@RestPath UUID superviseeId, @NotNull @Valid PersonalDataRequest request) {
        return book.put(superviseeId, request);
    }

    @GET
    @Path("supervisees/{superviseeId}/personal-data")
    public Uni<PersonalData> getPersonalData(@RestPath UUID superviseeId) {
        return book.get(superviseeId);
    }

    @POST
    @Path("personal-data-searches")
    public Uni<Found> searchPersonalData(@NotNull @Valid PersonalDataSearch search) {
        return book.search(search).map(Found::new);
    }
}
