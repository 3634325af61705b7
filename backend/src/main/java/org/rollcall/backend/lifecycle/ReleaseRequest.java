package org.rollcall.backend.lifecycle;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A release or termination.
 *
 * @param at not in the future; now, if absent
 */
public record ReleaseRequest(@NotNull Release.Kind kind,
        @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = CustodyRequest.TEXT) String reason,
        @Size(min = 1, max = 100) @Pattern(regexp = CustodyRequest.TEXT) String documentNumber, Instant at) {}
