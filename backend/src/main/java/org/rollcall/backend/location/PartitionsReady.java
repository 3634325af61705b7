package org.rollcall.backend.location;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A node that cannot store the fixes of today and tomorrow is not ready. */
@Readiness
@ApplicationScoped
class PartitionsReady implements HealthCheck {

    private static final int FEWEST = 2;

    private final FixPartitions partitions;

    PartitionsReady(FixPartitions partitions) {
        this.partitions = partitions;
    }

    @Override
    public HealthCheckResponse call() {
        int left = partitions.daysLeft();
        return HealthCheckResponse.named("Partitions for fixes").withData("daysLeft", left).status(left >= FEWEST)
                .build();
    }
}
