package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.OptionalDouble;

import org.rollcall.backend.collection.LocationMode;
import org.rollcall.geofence.Policy;
import org.rollcall.notifications.Severity;

/**
 * How a person is judged: one version of the stored rows. Never changed.
 *
 * @param mode how often fixes come that it is meant for
 * @param kernel what turns verdicts into transitions
 * @param burstFixes how many fixes a burst asks for, at most 3
 * @param burstWithin in what time, at most 120 s
 * @param quietFrom the beginning of the hours, by the person's clock, in which an exit is critical
 * @param quietUntil their end, exclusive; not later than the beginning means on the next day
 * @param criticalBeyondMetres an exit farther than this is critical
 * @param overdueCriticalAfter a return overdue for this long is critical
 */
record JudgingPolicy(int version, LocationMode mode, Policy kernel, int burstFixes, Duration burstWithin,
        LocalTime quietFrom,
        LocalTime quietUntil, double criticalBeyondMetres, Duration overdueCriticalAfter) {

    /** How soon an exit wants a person: now at night and far away, else today (DOMAIN section 6). */
    Severity exitSeverity(Instant at, OptionalDouble distanceMetres, ZoneId zone) {
        return quiet(at.atZone(zone).toLocalTime()) || distanceMetres.orElse(0) > criticalBeyondMetres
                ? Severity.CRITICAL
                : Severity.WARNING;
    }

    private boolean quiet(LocalTime time) {
        return quietFrom.isBefore(quietUntil)
                ? !time.isBefore(quietFrom) && time.isBefore(quietUntil)
                : !time.isBefore(quietFrom) || time.isBefore(quietUntil);
    }
}
