package org.rollcall.backend.access;

import java.util.List;
import java.util.UUID;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;

/** Who the asker is. */
@Path("/me")
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {

    /** The account and the roles that its posts give it now, in any unit. */
    public record Me(UUID account, List<String> roles) {}

    private final SecurityIdentity identity;

    MeResource(SecurityIdentity identity) {
        this.identity = identity;
    }

    @GET
    @Authenticated
    public Me me() {
        return new Me(UUID.fromString(identity.getPrincipal().getName()),
                identity.getRoles().stream().sorted().toList());
    }
}
