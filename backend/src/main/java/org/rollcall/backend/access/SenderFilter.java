package org.rollcall.backend.access;

import java.time.Clock;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.container.ResourceInfo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.rollcall.backend.platform.Allowances;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.RequestMeters;
import org.rollcall.backend.platform.RequestsConfig;

/**
 * Turns away members of staff and phones that ask too often, once it is known who they are. Fixes on the short way do not
 * come here.
 */
final class SenderFilter {

    private final Allowances<UUID> accounts;
    private final Allowances<UUID> devices;
    private final CurrentIdentityAssociation identity;
    private final MeterRegistry metrics;

    SenderFilter(RequestsConfig config, CurrentIdentityAssociation identity, MeterRegistry metrics, Clock clock) {
        this.accounts = RequestMeters.perMinute(config.accountPerMinute(), config.remembered(), clock);
        this.devices = RequestMeters.perMinute(config.devicePerMinute(), config.remembered(), clock);
        this.identity = identity;
        this.metrics = metrics;
    }

    // Before the proof of a phone's key, which costs more.
    @ServerRequestFilter(priority = jakarta.ws.rs.Priorities.AUTHORIZATION)
    Uni<Void> count(ResourceInfo operation) {
        return operation.getResourceMethod().isAnnotationPresent(PermitAll.class)
                ? Uni.createFrom().voidItem()
                : identity.getDeferredIdentity().invoke(this::count).replaceWithVoid();
    }

    private void count(SecurityIdentity known) {
        if (known.isAnonymous()) {
            return;
        }
        UUID device = known.getAttribute(Scope.DEVICE);
        var wait = device == null
                ? accounts.count(UUID.fromString(known.getPrincipal().getName()))
                : devices.count(device);
        wait.ifPresent(tooSoon -> {
            RequestMeters.turnedAway(metrics, device == null ? RequestMeters.By.ACCOUNT : RequestMeters.By.DEVICE);
            throw ProblemException.tooMany(tooSoon);
        });
    }
}
