package org.rollcall.backend.access;

import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Asks phones for a proof of their key before anything is done, unless the operation says {@link BearerSuffices} or is
 * open to everybody. Fixes on the short way do not come here, and need none.
 */
final class ProofFilter {

    private static final String HEADER = "DPoP";

    private final KeyProofs proofs;
    private final ProofNonces nonces;
    private final PhoneClock phoneClock;
    private final PublicUrl url;
    private final CurrentIdentityAssociation identity;

    ProofFilter(KeyProofs proofs, ProofNonces nonces, PhoneClock phoneClock, PublicUrl url,
            CurrentIdentityAssociation identity) {
        this.proofs = proofs;
        this.nonces = nonces;
        this.phoneClock = phoneClock;
        this.url = url;
        this.identity = identity;
    }

    @ServerRequestFilter
    Uni<Void> prove(ResourceInfo operation, HttpServerRequest request) {
        var method = operation.getResourceMethod();
        if (method.isAnnotationPresent(BearerSuffices.class) || method.isAnnotationPresent(PermitAll.class)) {
            return Uni.createFrom().voidItem();
        }
        return identity.getDeferredIdentity().chain(known -> {
            UUID device = known.getAttribute(Scope.DEVICE);
            return device == null ? Uni.createFrom().voidItem() : prove(known, device, request);
        });
    }

    private Uni<Void> prove(SecurityIdentity known, UUID device, HttpServerRequest request) {
        Optional<String> token = BearerMechanism.tokenOf(request.getHeader(HttpHeaders.AUTHORIZATION));
        // Phones know the server by the address of their code, whatever name a proxy in front gives it.
        var asked = new KeyProof.Request(UUID.fromString(known.getPrincipal().getName()), device,
                request.method().name(), url.value() + request.path(), token.orElse(""));
        return proofs.require(request.headers().getAll(HEADER), asked).invoke(phoneClock::shows)
                .onFailure(RefusedProof.class).transform(refusal -> nonces.told((RefusedProof) refusal, device))
                .replaceWithVoid();
    }
}
