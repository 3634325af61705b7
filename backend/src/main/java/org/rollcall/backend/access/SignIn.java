package org.rollcall.backend.access;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Staff sign in with a name and a password. The answer to a wrong name, to a wrong password and to a post that is not
 * theirs now is the same, and takes as long.
 */
@ApplicationScoped
class SignIn {

    private record Found(UUID id, String hash, boolean holdsPost) {}

    private static final Found NOBODY = new Found(null, null, false);
    private static final String FIND = "select id, password_hash, $2::uuid is null or exists (select from post p"
            + " where p.id = $2 and p.account_id = account.id and p.valid @> $3::timestamptz) as holds_post"
            + " from account where login = $1 and disabled_at is null";

    private final Pool pool;
    private final Passwords passwords;
    private final StaffSessions sessions;
    private final SignInLimit limit;
    private final Clock clock;

    SignIn(Pool pool, Passwords passwords, StaffSessions sessions, SignInLimit limit, Clock clock) {
        this.limit = limit;
        this.pool = pool;
        this.passwords = passwords;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Signs in.
     *
     * @param post the one post that the session shall hold; empty for all that the account has
     * @param label what the client calls its device
     * @param address where the request came from
     * @throws ProblemException TOO_MANY_REQUESTS, before anything is looked at; in the Uni UNAUTHENTICATED, and
     *         UNAVAILABLE where too many passwords are looked at
     */
    Uni<OpenedSession> with(String login, String password, Optional<UUID> post, Optional<String> label,
            String address) {
        var name = login.toLowerCase(Locale.ROOT);
        limit.check(address, name);
        return find(name, post).chain(found -> passwords.matches(password, found.hash()).chain(match -> {
            if (!match || !found.holdsPost()) {
                limit.wrong(address, name);
                throw new ProblemException(ProblemType.UNAUTHENTICATED, "The name or the password is wrong.");
            }
            return sessions.open(found.id(), post, label, address);
        }));
    }

    private Uni<Found> find(String login, Optional<UUID> post) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(login, post.orElse(null), clock.instant().atOffset(ZoneOffset.UTC))).map(rows -> {
                    if (rows.rowCount() == 0) {
                        return NOBODY;
                    }
                    var row = rows.iterator().next();
                    return new Found(row.getUUID("id"), row.getString("password_hash"), row.getBoolean("holds_post"));
                });
    }
}
