package org.rollcall.backend.agency;

import java.time.Instant;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;

import org.rollcall.backend.access.PostRole;

/**
 * A post to give.
 *
 * @param validFrom null for now
 * @param validUntil exclusive; null for no end
 * @param minors whether it lets its holder see who minors are; null for no
 */
public record PostRequest(@NotNull UUID unitId, @NotNull PostRole role, Instant validFrom, Instant validUntil,
        Boolean minors) {}
