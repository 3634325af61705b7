package org.rollcall.backend.privacy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Multi;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.access.Scope;

/** Everything about oneself. */
@Path("/me/data")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.SUPERVISEE)
public class MyDataResource {

    private final OwnData data;
    private final Scope scope;

    MyDataResource(OwnData data, Scope scope) {
        this.data = data;
        this.scope = scope;
    }

    @GET
    public Multi<OwnData.Item> exportMyData() {
        return data.of(scope.account());
    }
}
