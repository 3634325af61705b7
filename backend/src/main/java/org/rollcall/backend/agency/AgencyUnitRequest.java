package org.rollcall.backend.agency;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A unit to add. Blanks around the name do not count. */
public record AgencyUnitRequest(@NotNull UUID parentId, @NotNull UnitLevel level,
        @NotNull @Size(min = 1, max = 200) String name) {

    public AgencyUnitRequest {
        name = name == null ? null : name.strip();
    }
}
