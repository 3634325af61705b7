package org.rollcall.backend.area;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Where somebody may be without a permission, as the API shows it.
 *
 * @param validFrom since when all of it holds
 * @param validUntil until when; null for no end
 * @param knownFrom when the newest part of it was entered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HomeArea(UUID superviseeId, List<UUID> areaIds, Instant validFrom, Instant validUntil,
        Instant knownFrom) {}
