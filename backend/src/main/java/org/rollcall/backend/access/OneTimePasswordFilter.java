package org.rollcall.backend.access;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.container.ResourceInfo;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** Turns away members of staff whose password is another's choice, until they have changed it. */
final class OneTimePasswordFilter {

    private final CurrentIdentityAssociation identity;

    OneTimePasswordFilter(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    @ServerRequestFilter
    Uni<Void> require(ResourceInfo operation) {
        var method = operation.getResourceMethod();
        if (method.isAnnotationPresent(OneTimePasswordSuffices.class) || method.isAnnotationPresent(PermitAll.class)) {
            return Uni.createFrom().voidItem();
        }
        return identity.getDeferredIdentity().invoke(known -> {
            if (Boolean.TRUE.equals(known.<Boolean>getAttribute(Scope.ONE_TIME_PASSWORD))) {
                throw new ProblemException(ProblemType.PASSWORD_TO_CHANGE,
                        "An admin set your password: change it by PUT /me/password, then go on.");
            }
        }).replaceWithVoid();
    }
}
