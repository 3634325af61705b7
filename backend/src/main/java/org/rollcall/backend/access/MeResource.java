package org.rollcall.backend.access;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

/** Who the asker is. */
@Path("/me")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    private final WhoAsks whoAsks;

    MeResource(WhoAsks whoAsks) {
        this.whoAsks = whoAsks;
    }

    @GET
    @Authenticated
    @OneTimePasswordSuffices
    @BearerSuffices("Tells a phone whose it is.")
    public Uni<Me> me() {
        return whoAsks.now();
    }
}
