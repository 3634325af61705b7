package org.rollcall.backend.agency;

import java.time.Instant;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;

/**
 * Who covers a post, and for how long.
 *
 * @param validFrom null for now
 * @param validUntil exclusive
 */
public record CoverRequest(@NotNull UUID accountId, Instant validFrom, @NotNull Instant validUntil) {}
