package org.rollcall.backend.location;

import java.time.Instant;

import org.rollcall.geofence.Crs;
import org.rollcall.geofence.Fix;

/**
 * A fix as our own clients send it. What is null is absent. What the contract lets a phone say beside what we keep is read
 * and forgotten.
 *
 * @param accuracyMetres 0 is unknown
 */
public record FixReport(String sourceKey, Instant fixedAt, Double lon, Double lat, Crs crs, Double accuracyMetres,
        Double altitudeMetres, Double speedMetresPerSecond, Double courseDegrees, Double batteryPercent,
        Boolean charging, Boolean mock, Trigger trigger) {

    /** Why it was taken, in the words of the contract. */
    public enum Trigger {
        CHECK_IN(Fix.Trigger.CHECK_IN), BURST(Fix.Trigger.BURST), TIMER(Fix.Trigger.PERIODIC), MOVEMENT(
                Fix.Trigger.PERIODIC), MANUAL(Fix.Trigger.PERIODIC);

        private final Fix.Trigger judgedAs;

        Trigger(Fix.Trigger judgedAs) {
            this.judgedAs = judgedAs;
        }
    }

    /** @throws IllegalArgumentException if something is missing or out of its range; the message names no value */
    public ReportedFix canonical() {
        if (fixedAt == null || lon == null || lat == null) {
            throw new IllegalArgumentException("a fix has a time, a longitude and a latitude");
        }
        if (accuracyMetres != null && accuracyMetres < 0 || speedMetresPerSecond != null && speedMetresPerSecond < 0) {
            throw new IllegalArgumentException("accuracy and speed are not negative");
        }
        return ReportedFix.at(fixedAt, lon, lat, crs == null ? Crs.WGS84 : crs).accuracyMetres(accuracyMetres)
                .speedMetresPerSecond(speedMetresPerSecond).mock(mock)
                .trigger(trigger == null ? Fix.Trigger.PERIODIC : trigger.judgedAs).sourceKey(sourceKey).build();
    }

    /** The same, as the fix of a check-in, whatever it says of why it was taken. */
    public ReportedFix checkIn() {
        return new FixReport(sourceKey, fixedAt, lon, lat, crs, accuracyMetres, altitudeMetres, speedMetresPerSecond,
                courseDegrees, batteryPercent, charging, mock, Trigger.CHECK_IN).canonical();
    }

    /** Says no place. */
    @Override
    public String toString() {
        return "FixReport[fixedAt=" + fixedAt + "]";
    }
}
