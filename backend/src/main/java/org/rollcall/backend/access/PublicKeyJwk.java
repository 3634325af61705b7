package org.rollcall.backend.access;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The public half of a phone's key, as a JWK (RFC 7517). What else a JWK may hold is not looked at, with one exception.
 *
 * @param d the private half, which never leaves a phone: refused, so that no client takes to sending it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PublicKeyJwk(@NotNull @Pattern(regexp = "EC") String kty, @NotNull @Pattern(regexp = "P-256") String crv,
        @NotNull @Pattern(regexp = COORDINATE) String x, @NotNull @Pattern(regexp = COORDINATE) String y,
        @Null(message = "the private half stays on the phone") String d) {

    private static final String COORDINATE = "[A-Za-z0-9_-]{43}";

    @Override
    public String toString() {
        return "PublicKeyJwk[]";
    }
}
