package org.rollcall.backend.access;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;

/** How long it takes to know who asks: from the header to the identity. Thread-safe. */
@ApplicationScoped
@Startup // its metrics are there before the first request
class AuthenticationMeters {

    private static final String NAME = "rollcall.authentication";

    private final Timer fixes;
    private final Timer phones;
    private final Timer staff;

    AuthenticationMeters(MeterRegistry metrics) {
        fixes = metrics.timer(NAME, "who", "fix");
        phones = metrics.timer(NAME, "who", "phone");
        staff = metrics.timer(NAME, "who", "staff");
    }

    /**
     * Counts one that was let in.
     *
     * @param nanos how long it took
     * @param device of a phone; empty for staff
     * @param asksWhenStored whether it is a fix, whose device is asked for where it is stored
     */
    void letIn(long nanos, Optional<?> device, boolean asksWhenStored) {
        var timer = asksWhenStored ? fixes : device.isPresent() ? phones : staff;
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }
}
