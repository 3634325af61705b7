package org.rollcall.backend.access;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestResponse;

/** Tells anybody by which keys access tokens are to be believed. */
@Path("/jwks.json")
@Produces(MediaType.APPLICATION_JSON)
public class SigningKeyResource {

    private static final String KEPT = "public, max-age=60";

    private final SigningKeyWatch keys;

    SigningKeyResource(SigningKeyWatch keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    public Uni<RestResponse<SigningKeySet>> getSigningKeys() {
        return keys.listBelieved().map(SigningKeySet::of).map(found -> RestResponse.ResponseBuilder.ok(found)
                .header(HttpHeaders.CACHE_CONTROL, KEPT).build());
    }
}
