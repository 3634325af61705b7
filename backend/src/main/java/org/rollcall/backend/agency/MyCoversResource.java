package org.rollcall.backend.agency;

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
import org.rollcall.backend.access.Post;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** Who covers the asker's posts, and whose posts the asker covers. */
@Path("/me/covers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OFFICER, Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.SUPERIOR, Role.PROSECUTOR, Role.DUTY_OFFICER})
public class MyCoversResource {

    private final Covers covers;

    MyCoversResource(Covers covers) {
        this.covers = covers;
    }

    @GET
    public Uni<Page<Post>> listMyCovers(@RestQuery String limit, @RestQuery String after) {
        return covers.list(PageRequest.of(limit, after));
    }

    @POST
    @ResponseStatus(201)
    public Uni<Post> createMyCover(@NotNull @Valid OwnCoverRequest request) {
        return covers.giveOwn(request);
    }

    @POST
    @Path("{coverId}/ending")
    @ResponseStatus(204)
    @Consumes(MediaType.WILDCARD)
    public Uni<Void> endMyCover(@RestPath UUID coverId) {
        return covers.end(coverId);
    }
}
