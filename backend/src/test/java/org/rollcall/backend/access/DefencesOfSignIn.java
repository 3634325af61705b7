package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusMock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;

/** Takes the defences of signing in away, each alone and until the end of the test that asks for it. */
@ApplicationScoped
public class DefencesOfSignIn {

    private final Vertx vertx;
    private final SignInConfig config;
    private final MeterRegistry meters;
    private final Clock clock;

    DefencesOfSignIn(Vertx vertx, SignInConfig config, MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
    }

    /** How often one name may be wrong from one network. */
    public int wrongOfOneName() {
        return config.wrongOfOneName();
    }

    /** Counts the passwords that are hashed, which is what an answer's time tells. */
    public AtomicInteger countHashes() {
        var hashes = new AtomicInteger();
        QuarkusMock.installMockForType(new Passwords(vertx, config, meters) {
            @Override
            boolean check(String password, String hash) {
                hashes.incrementAndGet();
                return super.check(password, hash);
            }
        }, Passwords.class);
        return hashes;
    }

    /** The same, where nobody hashes for a name that there is not. */
    public AtomicInteger hashForKnownNamesAlone() {
        var hashes = new AtomicInteger();
        QuarkusMock.installMockForType(new Passwords(vertx, config, meters) {
            @Override
            Uni<Boolean> matches(String password, String hash) {
                return hash == null ? Uni.createFrom().item(false) : super.matches(password, hash);
            }

            @Override
            boolean check(String password, String hash) {
                hashes.incrementAndGet();
                return super.check(password, hash);
            }
        }, Passwords.class);
        return hashes;
    }

    /** Nobody counts wrong passwords. */
    public void countNothingWrong() {
        QuarkusMock.installMockForType(new SignInLimit(config, clock) {
            @Override
            void check(String address, String name) {
                // Whoever it is may try.
            }
        }, SignInLimit.class);
    }

    /** Nobody counts wrong PINs. */
    public void countNoPins(CheckInPinConfig pins) {
        QuarkusMock.installMockForType(new PinLimit(pins, clock) {
            @Override
            void check(String address, String caseNumber) {
                // Whoever it is may try.
            }
        }, PinLimit.class);
    }

    /** The time after which a token of staff that was verified is verified anew. */
    public Duration tokensHoldFor() {
        return config.accessTokensHoldFor();
    }
}
