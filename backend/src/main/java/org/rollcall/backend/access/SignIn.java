package org.rollcall.backend.access;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** Staff sign in with a name and a password. The answer to a wrong name and to a wrong password is the same. */
@ApplicationScoped
class SignIn {

    private record Found(UUID id, String hash) {}

    private static final Found NOBODY = new Found(null, null);

    private final Pool pool;
    private final Passwords passwords;
    private final AccessTokens tokens;

    SignIn(Pool pool, Passwords passwords, AccessTokens tokens) {
        this.pool = pool;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    Uni<AccessTokens.AccessToken> with(String login, String password) {
        return find(login.toLowerCase(Locale.ROOT))
                .chain(found -> passwords.matches(password, found.hash()).chain(match -> {
                    if (!match) {
                        throw new ProblemException(ProblemType.UNAUTHENTICATED, "The name or the password is wrong.");
                    }
                    return tokens.issue(new Subject(found.id(), Optional.empty()));
                }));
    }

    private Uni<Found> find(String login) {
        return pool.preparedQuery("select id, password_hash from account where login = $1 and disabled_at is null")
                .execute(Tuple.of(login)).map(rows -> {
                    if (rows.rowCount() == 0) {
                        return NOBODY;
                    }
                    var row = rows.iterator().next();
                    return new Found(row.getUUID("id"), row.getString("password_hash"));
                });
    }
}
