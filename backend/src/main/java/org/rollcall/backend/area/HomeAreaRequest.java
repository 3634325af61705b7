package org.rollcall.backend.area;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Where somebody may be without a permission.
 *
 * @param areaIds the union of these
 * @param validFrom null for now
 */
public record HomeAreaRequest(@NotNull @Size(min = 1, max = 50) List<@NotNull UUID> areaIds, Instant validFrom) {}
