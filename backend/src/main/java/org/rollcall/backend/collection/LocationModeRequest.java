package org.rollcall.backend.collection;

import java.time.Instant;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;

/**
 * A mode for a person's phone. What a mode does not take is refused with it, so that no row says more than it means.
 *
 * @param basis the rule or decision that it rests on
 * @param validFrom now, if absent
 * @param validUntil without end, if absent; never later than the basis of the mode
 * @param notifiedAt when the person was told, which SPARSE takes
 */
public record LocationModeRequest(@NotNull LocationMode mode,
        @NotNull @Size(min = 1, max = 500) @Pattern(regexp = LocationModeRequest.TEXT) String basis,
        @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = LocationModeRequest.TEXT) String reason,
        Instant validFrom, Instant validUntil, @Min(1) @Max(1_440) Integer intervalMinutes, @Valid Hours hours,
        Instant notifiedAt, UUID permissionId, UUID instructionId) {

    /** Something that can be read, without U+0000. */
    static final String TEXT = "[^\\x00]*\\S[^\\x00]*";
    private static final int SPARSE_FROM = 15;

    /** @throws ProblemException INVALID, where it says too much or too little for its mode */
    void check() {
        require(mode == LocationMode.CHECKPOINT == (intervalMinutes == null),
                "intervalMinutes goes with every mode but CHECKPOINT.");
        boolean sparse = mode == LocationMode.SPARSE || mode == LocationMode.TRIP;
        require(!sparse || intervalMinutes >= SPARSE_FROM, "intervalMinutes is at least 15 for SPARSE and TRIP.");
        require(mode == LocationMode.SPARSE == (hours != null), "hours go with SPARSE, and with nothing else.");
        require(hours == null || hours.from().minute() < hours.until().minute(),
                "hours.until is not after hours.from.");
        require(mode != LocationMode.SPARSE || notifiedAt != null, "notifiedAt is missing: the person must know.");
        require(mode == LocationMode.TRIP == (permissionId != null), "permissionId goes with TRIP.");
        require(mode == LocationMode.CONTINUOUS == (instructionId != null), "instructionId goes with CONTINUOUS.");
        Timestamps.given(notifiedAt, "notifiedAt");
    }

    private static void require(boolean so, String otherwise) {
        if (!so) {
            throw new ProblemException(ProblemType.INVALID, otherwise);
        }
    }
}
