package org.rollcall.backend.travel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;

/**
 * A permission to grant.
 *
 * @param validUntil the first instant at which it does not hold any more: 24:00 of the last day
 * @param appliedAt when it was asked for
 * @param transitOutMinutes null for none
 * @param transitBackMinutes null for none
 */
public record PermissionRequest(@NotNull PermissionKind kind,
        @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = PermissionRequest.TEXT) String purpose,
        @NotNull @Size(min = 1, max = 50) List<@NotNull UUID> areaIds, @NotNull Instant validFrom,
        @NotNull Instant validUntil, @NotNull Instant appliedAt, @Min(0) @Max(44_640) Integer transitOutMinutes,
        @Min(0) @Max(44_640) Integer transitBackMinutes) {

    /** What the database can keep: everything but U+0000. */
    static final String TEXT = "[^\\x00]*";

    /** @throws ProblemException INVALID, where the instants contradict one another or the present */
    void check(Instant now) {
        var from = Timestamps.given(validFrom, "validFrom");
        if (!Timestamps.given(validUntil, "validUntil").isAfter(from)) {
            throw new ProblemException(ProblemType.INVALID, "validUntil is not after validFrom.");
        }
        if (Timestamps.given(appliedAt, "appliedAt").isAfter(now)) {
            throw new ProblemException(ProblemType.INVALID, "appliedAt lies in the future.");
        }
    }

    int transitOutSeconds() {
        return seconds(transitOutMinutes);
    }

    int transitBackSeconds() {
        return seconds(transitBackMinutes);
    }

    private static int seconds(Integer minutes) {
        return minutes == null ? 0 : minutes * 60;
    }
}
