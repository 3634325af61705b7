package org.rollcall.backend.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * More than one phone, from now on.
 *
 * @param phones how many, {@code 2} or {@code 3}
 * @param reason why one is not enough
 */
public record DeviceAllowanceRequest(@NotNull @Min(2) @Max(3) Integer phones,
        @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = "[^\\x00]*") String reason) {}
