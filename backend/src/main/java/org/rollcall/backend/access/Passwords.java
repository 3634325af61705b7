package org.rollcall.backend.access;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Argon2id, 19 MiB and 2 rounds (OWASP). Slow on purpose, so never on an event loop: it works on a worker thread, and
 * what follows goes on where the caller was. Only so many at once, since each takes its memory. Thread-safe.
 */
@ApplicationScoped
public class Passwords {

    /** The fewest characters of a new password. */
    public static final int SHORTEST = 12;
    /** The most characters of a password. */
    public static final int LONGEST = 200;

    private static final Argon2Function FUNCTION = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);

    /** What a sign-in with an unknown name is checked against, so that it takes as long as any other. */
    private final String nobody = hashNow("nobody has this password");

    private final Vertx vertx;

    private final Semaphore free;

    Passwords(Vertx vertx, SignInConfig config) {
        this.vertx = vertx;
        this.free = new Semaphore(config.passwordsAtOnce());
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
        return Password.hash(password).addRandomSalt(16).with(FUNCTION).getResult();
    }

    /**
     * Whether it is that password.
     *
     * @param hash the stored hash, or null where there is no such account
     * @return fails with UNAVAILABLE, when as many are under way as may be
     */
    Uni<Boolean> matches(String password, String hash) {
        return bounded(() -> Password.check(password, hash == null ? nobody : hash).with(FUNCTION) && hash != null);
    }

    /** Nobody waits: what waits would hold memory too, and those who guess would make everybody wait. */
    private <T> Uni<T> bounded(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (!free.tryAcquire()) {
                return Uni.createFrom().failure(new ProblemException(ProblemType.UNAVAILABLE,
                        "Too many are signing in: wait as Retry-After says."));
            }
            return vertx.executeBlocking(() -> {
                try {
                    return work.call();
                } finally {
                    free.release();
                }
            }, false);
        });
    }
}
