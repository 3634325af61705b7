package org.rollcall.backend.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;

/** A phone's own key. */
@Path("/me/device-key")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.SUPERVISEE)
public class MyDeviceKeyResource {

    /** @param assertion signed by the new key */
    public record NewKey(@NotNull @Valid PublicKeyJwk publicKey,
            @NotNull @Size(min = 20, max = 2_048) String assertion) {
        @Override
        public String toString() {
            return "NewKey[]";
        }
    }

    private final DeviceKeyRotation rotation;

    MyDeviceKeyResource(DeviceKeyRotation rotation) {
        this.rotation = rotation;
    }

    @PUT
    public Uni<Void> replaceMyDeviceKey(@NotNull @Valid NewKey request) {
        return rotation.rotate(request.publicKey(), request.assertion());
    }
}
