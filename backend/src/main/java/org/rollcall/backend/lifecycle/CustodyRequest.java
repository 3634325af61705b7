package org.rollcall.backend.lifecycle;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A custody notice.
 *
 * @param from may lie in the past: notices come late
 * @param until exclusive; null where it is not known
 */
public record CustodyRequest(@NotNull Custody.Kind kind,
        @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = CustodyRequest.TEXT) String reason,
        @Size(min = 1, max = 100) @Pattern(regexp = CustodyRequest.TEXT) String documentNumber, @NotNull Instant from,
        Instant until) {

    /** Something that can be read, without U+0000. */
    static final String TEXT = "[^\\x00]*\\S[^\\x00]*";
}
