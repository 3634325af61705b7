package org.rollcall.backend.platform;

import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses reads that are too many, before anything is done for them: 503 with Retry-After. What a phone sends by a GET is
 * no read.
 */
final class AdmissionFilter {

    private static final String SENT_BY_PHONES = "/ingest/";

    private final Admission admission;
    private final MeterRegistry metrics;

    AdmissionFilter(Admission admission, MeterRegistry metrics) {
        this.admission = admission;
        this.metrics = metrics;
    }

    @ServerRequestFilter
    void admit(ContainerRequestContext request, ResourceInfo operation, RoutingContext routing) {
        boolean look = operation.getResourceMethod().isAnnotationPresent(ShedFirst.class);
        if (!look && (!request.getMethod().equals(HttpMethod.GET)
                || request.getUriInfo().getPath().contains(SENT_BY_PHONES))) {
            return;
        }
        if (look ? !admission.enterLook() : !admission.enterRead()) {
            metrics.counter(AdmissionMeters.SHED, "kind", look ? "look" : "read").increment();
            throw new ProblemException(ProblemType.UNAVAILABLE,
                    "Too much is being read at the moment: ask again after a while.");
        }
        // Also called where the client goes away before its answer.
        var inside = new AtomicBoolean(true);
        routing.addEndHandler(ended -> {
            if (inside.compareAndSet(true, false)) {
                if (look) {
                    admission.leaveLook();
                } else {
                    admission.leaveRead();
                }
            }
        });
    }
}
