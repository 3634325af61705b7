package org.rollcall.backend.travel;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * A leave that somebody asks for, as an officer passes it on.
 *
 * @param leave what is asked for
 * @param opinion the officer's own
 */
public record LeaveApplicationRequest(@NotNull @Valid PermissionRequest leave,
        @NotNull @Valid LeaveOpinionRequest opinion) {}
