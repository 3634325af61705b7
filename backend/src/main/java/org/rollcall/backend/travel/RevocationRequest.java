package org.rollcall.backend.travel;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Why a permission is revoked, and from when.
 *
 * @param from null for now
 */
public record RevocationRequest(
        @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = PermissionRequest.TEXT) String reason, Instant from) {}
