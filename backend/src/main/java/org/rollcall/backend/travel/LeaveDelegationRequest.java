package org.rollcall.backend.travel;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * That a unit's officers decide on short leaves from now on.
 *
 * @param reason the paper that says so
 * @param validUntil exclusive; null for no end
 */
public record LeaveDelegationRequest(
        @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = PermissionRequest.TEXT) String reason,
        Instant validUntil) {}
