package org.rollcall.backend.agency;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestQuery;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;

/** What inspectors look for among posts: who lets whom see people. */
@Path("/inspection/posts")
@Produces(MediaType.APPLICATION_JSON)
public class InspectedPostResource {

    private final InspectedPosts posts;

    InspectedPostResource(InspectedPosts posts) {
        this.posts = posts;
    }

    @GET
    @RolesAllowed({Role.SUPERIOR, Role.PROSECUTOR})
    public Uni<Page<InspectedPost>> listInspectedPosts(@RestQuery String limit, @RestQuery String after) {
        return posts.list(PageRequest.of(limit, after));
    }
}
