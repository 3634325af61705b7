package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** The second factor of a member of staff who has signed in, and its reset by an admin. Thread-safe. */
@ApplicationScoped
public class OwnSecondFactor {

    /**
     * Whether there is one.
     *
     * @param required whether the asker's posts need one
     * @param confirmedAt null where there is none
     */
    public record State(boolean required, Instant confirmedAt, int recoveryCodesLeft) {}

    private static final String STATE = "select (select confirmed_at from staff_second_factor where account_id = $1),"
            + " (select count(*)::int from staff_recovery_code where account_id = $1 and used_at is null) as codes_left,"
            + " (select coalesce(array_agg(p.role), '{}') from post p where p.account_id = $1"
            + " and p.valid @> $2::timestamptz) as roles";
    private static final String FACTOR = "select a.login, exists (select from staff_second_factor f"
            + " where f.account_id = a.id and f.confirmed_at is not null) as confirmed from account a where a.id = $1";
    // What was opened without the factor, or with the one before.
    private static final String END_OTHERS = "update staff_session set revoked_at = greatest($3, opened_at)"
            + " where account_id = $1 and id is distinct from $2::uuid and revoked_at is null";
    private static final String STRENGTHEN = "update staff_session set second_factor = true where id = $1";

    private final Scope scope;
    private final SecondFactorBook book;
    private final SecondFactorPolicy policy;
    private final OwnPassword password;
    private final SignInLimit limit;
    private final AuditTrail audit;
    private final Clock clock;

    OwnSecondFactor(Scope scope, SecondFactorBook book, SecondFactorPolicy policy, OwnPassword password,
            SignInLimit limit, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.book = book;
        this.policy = policy;
        this.password = password;
        this.limit = limit;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<State> state() {
        return scope.inTransaction(
                transaction -> transaction.preparedQuery(STATE).execute(Tuple.of(scope.account(), now())).map(rows -> {
                    var row = rows.iterator().next();
                    var confirmed = row.getOffsetDateTime("confirmed_at");
                    return new State(policy.requires(List.of(row.getArrayOfStrings("roles"))),
                            confirmed == null ? null : confirmed.toInstant(), row.getInteger("codes_left"));
                }));
    }

    /**
     * A secret to put into an authenticator app. It counts once it is confirmed.
     *
     * @param code of the factor that there is; null where there is none
     * @throws ProblemException TOO_MANY_REQUESTS, UNAVAILABLE; FORBIDDEN where the password or the code is wrong
     */
    Uni<SecondStep.Shown> enrol(String word, String code, String address) {
        return password.mustBe(word, address).chain(() -> counted(address, scope.inTransaction(
                transaction -> transaction.preparedQuery(FACTOR).execute(Tuple.of(scope.account())).chain(rows -> {
                    var row = rows.iterator().next();
                    return taken(transaction, row.getBoolean("confirmed"), code)
                            .chain(() -> book.begin(transaction, scope.account()))
                            .map(secret -> new SecondStep.Shown(secret, row.getString("login")));
                }))));
    }

    /**
     * Puts the secret that was shown last in force and ends the other sessions.
     *
     * @return the recovery codes, which nobody is shown again
     * @throws ProblemException TOO_MANY_REQUESTS; in the Uni FORBIDDEN where the code is not of that secret
     */
    Uni<List<CodeWord>> confirm(String code, String address) {
        return counted(address, scope.inTransaction(
                transaction -> book.confirm(transaction, scope.account(), code).map(codes -> codes.orElseThrow(
                        OwnSecondFactor::wrongCode))
                        .call(() -> transaction.preparedQuery(STRENGTHEN).execute(Tuple.of(scope.session())))
                        .call(() -> transaction.preparedQuery(END_OTHERS)
                                .execute(Tuple.of(scope.account(), scope.session(), now())))));
    }

    /**
     * New recovery codes for the old ones.
     *
     * @throws ProblemException TOO_MANY_REQUESTS; in the Uni FORBIDDEN where the code is wrong
     */
    Uni<List<CodeWord>> renewRecoveryCodes(String code, String address) {
        return counted(address, scope.inTransaction(transaction -> taken(transaction, true, code)
                .chain(() -> book.newRecoveryCodes(transaction, scope.account()))
                .call(() -> audit.record(transaction,
                        Deed.of(scope.account(), Action.RECOVERY_CODES_RENEWED, scope.account())))));
    }

    /**
     * Takes the factor of an account that the asker keeps away, and ends its sessions: for who lost the authenticator
     * and the recovery codes.
     *
     * @throws ProblemException CONFLICT where it is the asker's own, since a session alone must not do away with it; in
     *         the Uni NOT_FOUND where there is none in scope, FORBIDDEN where it holds a post elsewhere too
     */
    public Uni<Void> reset(UUID account) {
        if (account.equals(scope.account())) {
            throw new ProblemException(ProblemType.CONFLICT, "Nobody resets their own: enrol another authenticator.");
        }
        return scope
                .inTransaction(transaction -> transaction.preparedQuery("select reset_second_factor($1, $2) as done")
                        .execute(Tuple.of(account, now())).invoke(rows -> {
                            if (!rows.iterator().next().getBoolean("done")) {
                                throw ProblemException.notFound();
                            }
                        }).chain(() -> HeldElsewhere.refuse(transaction, account, now()))
                        .chain(() -> audit.record(transaction,
                                Deed.of(scope.account(), Action.SECOND_FACTOR_RESET, account))));
    }

    private Uni<Void> taken(SqlConnection transaction, boolean asked, String code) {
        return !asked
                ? Uni.createFrom().voidItem()
                : book.take(transaction, scope.account(), code == null ? "" : code).invoke(right -> {
                    if (!right) {
                        throw wrongCode();
                    }
                }).replaceWithVoid();
    }

    private <T> Uni<T> counted(String address, Uni<T> work) {
        var name = scope.account() + " code";
        return Uni.createFrom().deferred(() -> {
            limit.check(address, name);
            return work;
        }).onFailure(e -> e instanceof ProblemException problem && problem.type() == ProblemType.FORBIDDEN)
                .invoke(() -> limit.wrong(address, name));
    }

    private static ProblemException wrongCode() {
        return new ProblemException(ProblemType.FORBIDDEN, "The code is wrong, or was taken already.");
    }

    static List<String> words(List<CodeWord> codes) {
        return codes.stream().map(CodeWord::text).toList();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
