package org.rollcall.backend.location;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.rollcall.backend.access.Dialect;

/** The counters of this package at nothing, from the start on, so that the increase to the first is seen. */
@ApplicationScoped
class LocationMeters implements MeterBinder {

    /** What became of fixes. */
    static final String FIXES = "rollcall.intake.fixes";
    /** Answers 503, and fixes that a database did not take. */
    static final String UNAVAILABLE = "rollcall.intake.unavailable";
    /** What became of what was suspect. */
    static final String QUARANTINE = "rollcall.quarantine";

    @Override
    public void bindTo(MeterRegistry metrics) {
        for (var dialect : Dialect.values()) {
            for (var disposition : Disposition.values()) {
                metrics.counter(FIXES, "disposition", disposition.name(), "dialect", dialect.name());
            }
        }
        metrics.counter(UNAVAILABLE, "reason", "database");
        for (var reason : QuarantineReason.values()) {
            metrics.counter(QUARANTINE, "reason", reason.name(), "outcome", "KEPT");
        }
    }
}
