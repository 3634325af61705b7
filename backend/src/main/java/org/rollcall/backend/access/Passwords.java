package org.rollcall.backend.access;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Argon2id, 19 MiB and 2 rounds (OWASP). Slow on purpose, so never on an event loop: it works on threads of its own, half
 * as many as there are processors, and what follows goes on where the caller was. What waits is bounded. Thread-safe.
 */
@ApplicationScoped
@Startup // its metric is there before the first sign-in
public class Passwords {

    /** The fewest characters of a new password. */
    public static final int SHORTEST = 12;
    /** The most characters of a password. */
    public static final int LONGEST = 200;

    private static final Argon2Function FUNCTION = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

    /** What a sign-in with an unknown name is checked against, so that it takes as long as any other. */
    private final String nobody = function("nobody has this password");

    private final WorkerExecutor threads;
    private final Semaphore free;
    private final Counter hashed;

    Passwords(Vertx vertx, SignInConfig config, MeterRegistry metrics) {
        this.threads = vertx.createSharedWorkerExecutor("passwords",
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
        this.free = new Semaphore(config.passwordsAtOnce());
        this.hashed = metrics.counter("rollcall.passwords.hashed");
    }

    /**
     * What is stored of a new password.
     *
     * @return fails with UNAVAILABLE, when as many are under way as may be
     */
    public Uni<String> hash(String password) {
        return bounded(() -> hashNow(password));
    }

    /** For the command line, which may block. */
    String hashNow(String password) {
        hashed.increment();
        return function(password);
    }

    private static String function(String password) {
        return Password.hash(password).addRandomSalt(16).with(FUNCTION).getResult();
    }

    /**
     * Whether it is that password.
     *
     * @param hash the stored hash, or null where there is no such account
     * @return fails with UNAVAILABLE, when as many are under way as may be
     */
    Uni<Boolean> matches(String password, String hash) {
        return bounded(() -> check(password, hash == null ? nobody : hash) && hash != null);
    }

    /** One Argon2id, whatever comes of it. */
    boolean check(String password, String hash) {
        hashed.increment();
        return Password.check(password, hash).with(FUNCTION);
    }

    /** Beyond the bound nobody waits: those who guess would make everybody wait. */
    private <T> Uni<T> bounded(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (!free.tryAcquire()) {
                return Uni.createFrom().failure(new ProblemException(ProblemType.UNAVAILABLE,
                        "Too many are signing in: wait as Retry-After says."));
            }
            return threads.executeBlocking(() -> {
                try {
                    return work.call();
                } finally {
                    free.release();
                }
            }, false);
        });
    }
}
