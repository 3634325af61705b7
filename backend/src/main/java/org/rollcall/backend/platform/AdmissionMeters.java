package org.rollcall.backend.platform;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** What was refused for load, counted from nothing on. */
@ApplicationScoped
class AdmissionMeters implements MeterBinder {

    /** One for each read that was refused, by its kind. */
    static final String SHED = "rollcall.api.shed";

    @Override
    public void bindTo(MeterRegistry metrics) {
        metrics.counter(SHED, "kind", "look");
        metrics.counter(SHED, "kind", "read");
    }
}
