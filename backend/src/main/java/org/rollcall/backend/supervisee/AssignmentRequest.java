package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;

/**
 * Who shall help with somebody, from now on.
 *
 * @param validUntil exclusive; null for no end
 */
public record AssignmentRequest(@NotNull UUID accountId, Instant validUntil) {}
