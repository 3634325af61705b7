package org.rollcall.backend.travel;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * The decision on a leave.
 *
 * @param reason why: a legitimate reason must be granted (CCL 27), so that a refusal says what is wrong with it
 */
public record LeaveDecisionRequest(@NotNull Boolean granted,
        @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = PermissionRequest.TEXT) String reason) {}
