package org.rollcall.backend.agency;

import java.time.Instant;
import java.util.UUID;

/**
 * A unit as the API shows it.
 *
 * @param parentId null for the province
 */
public record AgencyUnitView(UUID id, UUID parentId, UnitLevel level, String name, Instant createdAt) {}
