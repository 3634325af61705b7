package org.rollcall.backend.travel;

import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.rollcall.backend.platform.ProblemException;

/**
 * Who decides on a leave, by its days and by the days away in the window that it ends (IM 27). Nothing here asks the
 * database. Thread-safe.
 */
@ApplicationScoped
class LeaveRule {

    private final LeaveConfig config;

    LeaveRule(LeaveConfig config) {
        if (config.officeDays() > config.countyDays()) {
            throw new IllegalArgumentException("rollcall.leave.office-days is more than rollcall.leave.county-days");
        }
        this.config = config;
    }

    /**
     * What a leave comes to.
     *
     * @param others the person's other leaves as believed now, those to come among them
     */
    LeaveCount count(PermissionKind kind, Journey journey, List<Journey> others) {
        int away = daysAway(journey, others);
        return new LeaveCount(journey.days(), away, level(kind, journey.days(), away));
    }

    private LeaveLevel level(PermissionKind kind, int days, int away) {
        return switch (kind) {
            // Both last long by their nature, and who is away under them is told by each trip.
            case RECURRING, TRANSFER -> LeaveLevel.COUNTY;
            case SINGLE, MEDICAL_EMERGENCY -> {
                if (days > config.countyDays() || away > config.countyDaysInWindow()) {
                    yield LeaveLevel.SUPERIOR;
                }
                yield days > config.officeDays() ? LeaveLevel.COUNTY : LeaveLevel.OFFICE;
            }
        };
    }

    /**
     * The days away in the window that this leave ends; or in one that a later leave ends, where that are more: else
     * whoever asks for the later one first stays under the limit with both.
     */
    private int daysAway(Journey journey, List<Journey> others) {
        var ends = Stream.concat(Stream.of(journey.last()), others.stream().map(Journey::last)
                .filter(end -> end.isAfter(journey.last())
                        && !end.minusMonths(config.windowMonths()).isAfter(journey.last())));
        return ends.mapToInt(end -> Math.toIntExact(end.minusMonths(config.windowMonths()).datesUntil(end.plusDays(1))
                .filter(day -> journey.covers(day) || others.stream().anyMatch(other -> other.covers(day))).count()))
                .max().orElseThrow();
    }

    /** @throws ProblemException INVALID for a permit of recurring journeys that holds for longer than such a permit may */
    void requireAnEnd(PermissionKind kind, Journey journey) {
        if (kind == PermissionKind.RECURRING
                && journey.last().isAfter(journey.first().plusMonths(config.recurringMonths()))) {
            throw ProblemException.invalid("validUntil",
                    "lies more than " + config.recurringMonths() + " months after validFrom");
        }
    }

    /** How many months before and after a leave others count. */
    int windowMonths() {
        return config.windowMonths();
    }
}
