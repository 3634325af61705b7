package org.rollcall.backend.access;

import jakarta.enterprise.context.ApplicationScoped;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;

/**
 * Argon2id, 19 MiB and 2 rounds (OWASP). Slow on purpose, so never on an event loop: it works on a worker thread, and
 * what follows goes on where the caller was. Thread-safe.
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

    Passwords(Vertx vertx) {
        this.vertx = vertx;
    }

    /** What is stored of a new password. */
    public Uni<String> hash(String password) {
        return vertx.executeBlocking(() -> hashNow(password), false);
    }

    /** For the command line, which may block. */
    String hashNow(String password) {
        return Password.hash(password).addRandomSalt(16).with(FUNCTION).getResult();
    }

    /** @param hash the stored hash, or null where there is no such account */
    Uni<Boolean> matches(String password, String hash) {
        return vertx.executeBlocking(
                () -> Password.check(password, hash == null ? nobody : hash).with(FUNCTION) && hash != null, false);
    }
}
