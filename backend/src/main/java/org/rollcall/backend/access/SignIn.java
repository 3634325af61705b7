package org.rollcall.backend.access;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
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

    private record Found(UUID id, String hash, boolean holdsPost, List<String> roles, boolean hasFactor,
            boolean networkKnown) {}

    private static final Found NOBODY = new Found(null, null, false, List.of(), false, false);
    private static final String FIND = "select id, hash, holds_post, roles, has_factor, network_known"
            + " from sign_in_facts($1, $2, $3, $4)";

    private final Pool pool;
    private final Passwords passwords;
    private final StaffSessions sessions;
    private final SecondStep secondStep;
    private final SecondFactorPolicy policy;
    private final SignInLimit limit;
    private final Clock clock;

    SignIn(Pool pool, Passwords passwords, StaffSessions sessions, SecondStep secondStep,
            SecondFactorPolicy policy, SignInLimit limit, Clock clock) {
        this.limit = limit;
        this.pool = pool;
        this.passwords = passwords;
        this.sessions = sessions;
        this.secondStep = secondStep;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Signs in.
     *
     * @param post the one post that the session shall hold; empty for all that the account has
     * @param label what the client calls its device
     * @param address where the request came from
     * @throws ProblemException TOO_MANY_REQUESTS, before anything is looked at; in the Uni the same before a password
     *         is, UNAUTHENTICATED, and UNAVAILABLE where too many passwords are looked at
     */
    Uni<SignInAnswer> with(String login, String password, Optional<UUID> post, Optional<String> label,
            String address) {
        var name = login.toLowerCase(Locale.ROOT);
        limit.check(address, name);
        return find(name, post, address).invoke(found -> limit.checkStranger(name, found.networkKnown()))
                .chain(found -> passwords.matches(password, found.hash()).chain(match -> {
                    if (!match || !found.holdsPost()) {
                        limit.wrong(address, name);
                        throw new ProblemException(ProblemType.UNAUTHENTICATED, "The name or the password is wrong.");
                    }
                    return letIn(found, post, label, address);
                }));
    }

    private Uni<SignInAnswer> letIn(Found found, Optional<UUID> post, Optional<String> label, String address) {
        return found.hasFactor() || policy.requires(found.roles())
                ? secondStep.ask(found.id(), post, label, found.hasFactor()).map(SignInAnswer.class::cast)
                : sessions.open(found.id(), post, label, address, false).map(SignInAnswer.class::cast);
    }

    private Uni<Found> find(String login, Optional<UUID> post, String address) {
        return pool.preparedQuery(FIND).execute(Tuple.of(login, post.orElse(null), AddressPrefix.of(address),
                clock.instant().atOffset(ZoneOffset.UTC))).map(rows -> {
                    if (rows.rowCount() == 0) {
                        return NOBODY;
                    }
                    var row = rows.iterator().next();
                    return new Found(row.getUUID("id"), row.getString("hash"), row.getBoolean("holds_post"),
                            List.of(row.getArrayOfStrings("roles")), row.getBoolean("has_factor"),
                            row.getBoolean("network_known"));
                });
    }
}
