package org.rollcall.backend.location;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.geofence.Area;
import org.rollcall.geofence.WgsCoordinate;

/**
 * A question for who was within a circle, in a body and not in a path: no access log holds the place of a case.
 *
 * @param to the first instant after it; at most a day after {@code from}, on days that are over
 * @param caseReference the case file that the question is part of
 */
public record PresenceRequest(@NotNull @Valid Circle circle, @NotNull Instant from, @NotNull Instant to,
        @NotNull @Pattern(regexp = "\\S{4,60}") String caseReference) {

    static final Duration LONGEST = Duration.ofDays(1);
    /** How far a fix's radius is believed: a fix that may be anywhere in the county was not seen there. */
    static final double REACH_METRES = 500;

    private static final double METRES_PER_DEGREE = 110_500;

    /** A circle on the ground, WGS-84. */
    public record Circle(@NotNull @DecimalMin("-180") @DecimalMax("180") Double lon,
            @NotNull @DecimalMin("-85") @DecimalMax("85") Double lat,
            @NotNull @DecimalMin("1") @DecimalMax("5000") Double radiusMetres) {

        @Override
        public String toString() {
            return "Circle[…]";
        }

        Area area() {
            return Area.circle(new WgsCoordinate(lat, lon), radiusMetres);
        }

        /** Half the height of what the circle and the radius of a fix reach, in degrees. */
        double latitudeReach() {
            return (radiusMetres + REACH_METRES) / METRES_PER_DEGREE;
        }

        /** Half the width of the same. */
        double longitudeReach() {
            return latitudeReach() / Math.cos(Math.toRadians(Math.min(85.5, Math.abs(lat) + latitudeReach())));
        }
    }

    /** @throws ProblemException INVALID, for a time that is no time, too long, or not over */
    void check(Clock clock, FixPartitions partitions) {
        Timestamps.given(from, "from");
        Timestamps.given(to, "to");
        if (!from.isBefore(to) || to.isAfter(from.plus(LONGEST))) {
            throw invalid("to is after from, and at most a day after it.");
        }
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant();
        if (to.isAfter(today)) {
            throw invalid("Ask about a day that is over (UTC): to is not after its end.");
        }
        if (!partitions.holds(from) || !partitions.holds(to.minusNanos(1_000))) {
            throw invalid("The fixes of that time are not kept any more, or have never been.");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID, detail);
    }
}
