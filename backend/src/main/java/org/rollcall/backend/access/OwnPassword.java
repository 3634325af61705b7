package org.rollcall.backend.access;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** Whether who asks knows the password of the account, and has not just found its session. Thread-safe. */
@ApplicationScoped
class OwnPassword {

    private static final String PASSWORD = "select nullif(password_hash, '!') as password_hash from account where id = $1";

    private final Scope scope;
    private final Passwords passwords;
    private final SignInLimit limit;

    OwnPassword(Scope scope, Passwords passwords, SignInLimit limit) {
        this.scope = scope;
        this.passwords = passwords;
        this.limit = limit;
    }

    /**
     * For who knows it, the hash that it was checked by.
     *
     * @param address where the request came from
     * @throws ProblemException TOO_MANY_REQUESTS where it was wrong too often; in the Uni FORBIDDEN where it is wrong,
     *         UNAVAILABLE where too many passwords are looked at
     */
    Uni<String> mustBe(String password, String address) {
        var name = scope.account().toString();
        limit.check(address, name);
        return scope.inTransaction(transaction -> transaction.preparedQuery(PASSWORD).execute(Tuple.of(scope.account()))
                .map(rows -> rows.iterator().next().getString("password_hash")))
                .call(hash -> passwords.matches(password, hash).invoke(match -> {
                    if (!match) {
                        limit.wrong(address, name);
                        throw wrong();
                    }
                }));
    }

    /** What who does not know it is told. */
    static ProblemException wrong() {
        return new ProblemException(ProblemType.FORBIDDEN, "The password is wrong.");
    }
}
