package org.rollcall.backend.access;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Gives an enrolled phone a new token for a proof of its key. Each proof is taken once, whichever node it comes to. A phone
 * that was replaced gets one for a while, too: all that it opens is reporting fixes, since whatever else asks whether the
 * phone still counts.
 */
@ApplicationScoped
class DeviceSessions {

    /** @param counts whether it is the person's phone, and not the one before it */
    private record Sender(DeviceKeys.Holder holder, boolean counts) {}

    private static final String HEARD = "select note_contact($1, 'PHONE', $2)";

    private final Pool pool;
    private final DeviceKeys keys;
    private final SpentProofs spent;
    private final ProofNonces nonces;
    private final AccessTokens tokens;
    private final CredentialsConfig config;
    private final SignInLimit limit;
    private final Clock clock;

    DeviceSessions(Pool pool, DeviceKeys keys, SpentProofs spent, ProofNonces nonces, AccessTokens tokens,
            CredentialsConfig config, SignInLimit limit, Clock clock) {
        this.keys = keys;
        this.spent = spent;
        this.config = config;
        this.nonces = nonces;
        this.limit = limit;
        this.pool = pool;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * A new token for who proves the key.
     *
     * @param address where the request came from
     * @throws ProblemException TOO_MANY_REQUESTS; in the Uni UNAUTHENTICATED, whatever is wrong with the proof or the
     *         device; with a nonce where it is only the phone's clock
     */
    Uni<AccessTokens.AccessToken> open(String jwt, String address) {
        var device = DeviceAssertion.deviceOf(jwt);
        var name = device.map(UUID::toString).orElse("");
        limit.check(address, name);
        return device.map(this::senderOf).orElseGet(() -> Uni.createFrom().item(Optional.empty())).chain(found -> {
            var sender = found.orElseThrow(DeviceSessions::refusal);
            var holder = sender.holder();
            var assertion = DeviceAssertion.verified(jwt, holder.key(), clock.instant(), nonces)
                    .orElseThrow(DeviceSessions::refusal);
            return spend(assertion).chain(() -> sender.counts() ? heard(holder.person()) : Uni.createFrom().voidItem())
                    .chain(() -> tokens.issue(new Subject(holder.person(), Optional.of(assertion.device()))));
        }).onFailure(ProblemException.class).invoke(() -> limit.wrong(address, name))
                // No guess: the key did sign it.
                .onFailure(RefusedProof.class)
                .transform(refusal -> nonces.told((RefusedProof) refusal, device.orElseThrow()));
    }

    private Uni<Optional<Sender>> senderOf(UUID device) {
        return keys.find(device).chain(found -> found.isPresent()
                ? Uni.createFrom().item(found.map(holder -> new Sender(holder, true)))
                : keys.findReplaced(device, clock.instant().minus(config.replacedSendFor()))
                        .map(former -> former.map(holder -> new Sender(holder, false))));
    }

    /** A phone that renews its token was heard of. */
    private Uni<Void> heard(UUID person) {
        return pool.preparedQuery(HEARD).execute(Tuple.of(person, clock.instant().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private Uni<Void> spend(DeviceAssertion assertion) {
        return spent.spend(assertion.device(), assertion.idHash(), assertion.until()).invoke(isFirst -> {
            if (!isFirst) {
                throw refusal();
            }
        }).replaceWithVoid();
    }

    private static ProblemException refusal() {
        return new ProblemException(ProblemType.UNAUTHENTICATED, "The assertion proves no enrolled phone.");
    }
}
