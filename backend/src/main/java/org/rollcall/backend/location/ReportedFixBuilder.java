package org.rollcall.backend.location;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

import org.rollcall.geofence.Crs;
import org.rollcall.geofence.Fix;

/** Puts a {@link ReportedFix} together. What is null or not given is unknown. Not thread-safe. */
public final class ReportedFixBuilder {

    private final Instant fixedAt;
    private final double x;
    private final double y;
    private final Crs crs;
    private Instant sentAt;
    private OptionalDouble accuracyMetres = OptionalDouble.empty();
    private OptionalDouble speedMetresPerSecond = OptionalDouble.empty();
    private Boolean mock;
    private Provider provider;
    private Fix.Trigger trigger = Fix.Trigger.PERIODIC;
    private String sourceKey;

    ReportedFixBuilder(Instant fixedAt, double x, double y, Crs crs) {
        this.fixedAt = fixedAt;
        this.x = x;
        this.y = y;
        this.crs = crs;
    }

    public ReportedFixBuilder sentAt(Instant time) {
        sentAt = time;
        return this;
    }

    /** 0 and less is how clients say that they do not know. */
    public ReportedFixBuilder accuracyMetres(Double metres) {
        accuracyMetres = metres == null || metres.floatValue() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(metres);
        return this;
    }

    /** Less than 0 is how clients say that they do not know. */
    public ReportedFixBuilder speedMetresPerSecond(Double speed) {
        speedMetresPerSecond = speed == null || speed < 0 ? OptionalDouble.empty() : OptionalDouble.of(speed);
        return this;
    }

    public ReportedFixBuilder mock(Boolean saidToBe) {
        mock = saidToBe;
        return this;
    }

    public ReportedFixBuilder provider(Provider source) {
        provider = source;
        return this;
    }

    /** PERIODIC, if not given. */
    public ReportedFixBuilder trigger(Fix.Trigger why) {
        trigger = why;
        return this;
    }

    public ReportedFixBuilder sourceKey(String key) {
        sourceKey = key;
        return this;
    }

    /** @throws IllegalArgumentException if a value is out of its range */
    public ReportedFix build() {
        return new ReportedFix(fixedAt, Optional.ofNullable(sentAt), x, y, crs, accuracyMetres, speedMetresPerSecond,
                Optional.ofNullable(mock), Optional.ofNullable(provider), trigger, Optional.ofNullable(sourceKey));
    }
}
