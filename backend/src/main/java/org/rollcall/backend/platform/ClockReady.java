package org.rollcall.backend.platform;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A node whose clock is off the database's is not ready: it would call live fixes late. */
@Readiness
@ApplicationScoped
class ClockReady implements AsyncHealthCheck {

    private static final String NAME = "Clock";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClockWatch watch;

    ClockReady(ClockWatch watch) {
        this.watch = watch;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return watch.look().ifNoItem().after(PATIENCE).fail()
                .map(ahead -> HealthCheckResponse.named(NAME).withData("offMillis", ahead.abs().toMillis())
                        .status(!watch.isTooMuch(ahead)).build())
                // Why the database does not answer is said by the check of its pool.
                .onFailure().recoverWithItem(() -> HealthCheckResponse.named(NAME).down().build());
    }
}
