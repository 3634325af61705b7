package org.rollcall.backend.travel;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What an officer thinks of a leave.
 *
 * @param passUp whether the next level above is to decide, though the days do not ask for it; null for no
 */
public record LeaveOpinionRequest(@NotNull Boolean supports,
        @NotNull @Size(min = 1, max = 10_000) @Pattern(regexp = PermissionRequest.TEXT) String content,
        Boolean passUp) {

    boolean passesUp() {
        return Boolean.TRUE.equals(passUp);
    }
}
