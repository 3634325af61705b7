package org.rollcall.backend.agency;

import java.time.Instant;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;

/**
 * Who covers a post of the asker's, and for how long.
 *
 * @param validFrom null for now
 * @param validUntil exclusive
 */
public record OwnCoverRequest(@NotNull UUID postId, @NotNull UUID accountId, Instant validFrom,
        @NotNull Instant validUntil) {

    CoverRequest cover() {
        return new CoverRequest(accountId, validFrom, validUntil);
    }
}
