package org.rollcall.backend.collection;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * An instruction of the agency's legal department (DOMAIN 3.7).
 *
 * @param issuedBy who gave it
 */
public record LegalInstructionRequest(
        @NotNull @Size(min = 1, max = 100) @Pattern(regexp = LocationModeRequest.TEXT) String documentNumber,
        @NotNull @Size(min = 1, max = 200) @Pattern(regexp = LocationModeRequest.TEXT) String issuedBy,
        @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = LocationModeRequest.TEXT) String reason,
        @NotNull Instant validUntil) {}
