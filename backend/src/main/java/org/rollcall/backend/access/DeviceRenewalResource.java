package org.rollcall.backend.access;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.RestForm;

/**
 * Where the background-geolocation SDK renews its token: it posts a form, and looks for the three values whatever the
 * shape around them (CLIENTS section 3).
 */
@Path("/device-sessions/renewal")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class DeviceRenewalResource {

    /** @param expires when the access token ends, in milliseconds of 1970 */
    public record Renewal(String accessToken, String refreshToken, long expires) {
        @Override
        public String toString() {
            return "Renewal[]";
        }
    }

    private final RefreshTokens tokens;

    DeviceRenewalResource(RefreshTokens tokens) {
        this.tokens = tokens;
    }

    @POST
    @PermitAll
    public Uni<Renewal> renewDeviceSession(@RestForm @NotNull @Size(min = 1, max = 200) String refreshToken) {
        return tokens.renew(refreshToken).map(renewed -> new Renewal(renewed.access().value(),
                renewed.refresh().word(), renewed.access().expiresAt().toEpochMilli()));
    }
}
