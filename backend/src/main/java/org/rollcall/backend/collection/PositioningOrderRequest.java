package org.rollcall.backend.collection;

import java.time.LocalDate;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * An electronic positioning order as it was approved.
 *
 * @param serialNumber the bracelet that it is for
 * @param lastDay the last day, inclusive
 * @param extensionOf the order that it extends; each is approved for itself
 */
public record PositioningOrderRequest(
        @NotNull @Size(min = 1, max = 100) @Pattern(regexp = LocationModeRequest.TEXT) String serialNumber,
        @NotNull PositioningOrder.Ground ground,
        @NotNull @Size(min = 1, max = 1000) @Pattern(regexp = LocationModeRequest.TEXT) String evidence,
        @NotNull @Size(min = 1, max = 100) @Pattern(regexp = LocationModeRequest.TEXT) String documentNumber,
        @NotNull @Size(min = 1, max = 200) @Pattern(regexp = LocationModeRequest.TEXT) String approverName,
        @NotNull PositioningOrder.ApproverRole approverRole, @NotNull LocalDate firstDay, @NotNull LocalDate lastDay,
        UUID extensionOf) {

    private static final int MOST_MONTHS = 3;

    /** @throws ProblemException INVALID, where it is longer than the law allows, or began already */
    void check(LocalDate today) {
        if (firstDay.isBefore(today)) {
            throw new ProblemException(ProblemType.INVALID, "firstDay lies in the past.");
        }
        if (lastDay.isBefore(firstDay)) {
            throw new ProblemException(ProblemType.INVALID, "lastDay is before firstDay.");
        }
        if (!lastDay.isBefore(firstDay.plusMonths(MOST_MONTHS))) {
            throw new ProblemException(ProblemType.INVALID, "An order holds for three months at most (CCL 29).");
        }
    }
}
