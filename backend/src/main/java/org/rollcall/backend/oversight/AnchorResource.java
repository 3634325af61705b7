package org.rollcall.backend.oversight;

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

/** How far the sealed record went, and when. */
@Path("/audit/anchors")
@Produces(MediaType.APPLICATION_JSON)
public class AnchorResource {

    private final AnchorReads anchors;

    AnchorResource(AnchorReads anchors) {
        this.anchors = anchors;
    }

    @GET
    @RolesAllowed(Role.PROSECUTOR)
    public Uni<Page<AnchorView>> listAnchors(@RestQuery String limit, @RestQuery String after) {
        return anchors.list(PageRequest.of(limit, after));
    }
}
