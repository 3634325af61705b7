package org.rollcall.backend.access;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;
import org.rollcall.backend.access.SigningKeys.Purpose;
import org.rollcall.backend.access.SigningKeys.SigningKey;

/**
 * Has a node hear that another key signs access tokens, and forget what it has checked by one that is believed no more.
 * Thread-safe.
 */
@ApplicationScoped
class SigningKeyWatch {

    private static final Logger LOG = Logger.getLogger(SigningKeyWatch.class);

    private final SigningKeys keys;
    private final VerifiedTokens verified;
    private volatile boolean goneBefore;

    SigningKeyWatch(SigningKeys keys, VerifiedTokens verified) {
        this.keys = keys;
        this.verified = verified;
    }

    @Scheduled(identity = "signing-keys", every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return keys.reread(Purpose.ACCESS_TOKEN).invoke(gone -> {
            // Once more the next time: a token may have been in the middle of being checked.
            if (gone || goneBefore) {
                verified.forgetAll();
            }
            goneBefore = gone;
        }).replaceWithVoid().onFailure()
                .invoke(e -> LOG.warnf("which keys sign could not be read: %s", e.getMessage()))
                .onFailure().recoverWithNull();
    }

    /** The keys by which access tokens are believed now. */
    Uni<List<SigningKey>> listBelieved() {
        var believed = keys.listBelieved(Purpose.ACCESS_TOKEN);
        // A node looks every few seconds: who asks gets no question to the database, but before the first look.
        return believed.isEmpty()
                ? look().chain(() -> keys.active(Purpose.ACCESS_TOKEN))
                        .map(signing -> keys.listBelieved(Purpose.ACCESS_TOKEN))
                : Uni.createFrom().item(believed);
    }
}
