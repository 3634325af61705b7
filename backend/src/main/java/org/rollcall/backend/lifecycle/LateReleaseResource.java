package org.rollcall.backend.lifecycle;

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

/** What prosecutors look for among releases. */
@Path("/inspection/late-releases")
@Produces(MediaType.APPLICATION_JSON)
public class LateReleaseResource {

    private final LateReleases releases;

    LateReleaseResource(LateReleases releases) {
        this.releases = releases;
    }

    @GET
    @RolesAllowed({Role.COUNTY_OFFICER, Role.BUREAU_HEAD, Role.PROSECUTOR})
    public Uni<Page<LateRelease>> listLateReleases(@RestQuery String limit, @RestQuery String after) {
        return releases.list(PageRequest.of(limit, after));
    }
}
