package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.WhileClockIsOff;

/**
 * The second step of a sign-in. A challenge shows that the password was right; it holds for minutes, for a few tries and
 * for one session. What is wrong with it or with the code is not told. Thread-safe.
 */
@ApplicationScoped
class SecondStep {

    /**
     * What comes of the second step.
     *
     * @param recoveryCodes where this step confirmed a new factor; else empty
     */
    record Taken(OpenedSession session, List<CodeWord> recoveryCodes) {}

    /** A secret to put into an authenticator app. */
    record Shown(TotpSecret secret, String login) {
        @Override
        public String toString() {
            return "Shown[]";
        }
    }

    private record Tried(UUID account, Optional<UUID> post, Optional<String> label, boolean networkKnown) {}

    private record Outcome(boolean right, List<CodeWord> recoveryCodes) {}

    private static final String INSERT = "insert into sign_in_challenge (token_hash, account_id, post_id, label,"
            + " expires_at) values ($1, $2, $3, $4, $5)";
    private static final String TRY = "select holder, post, label, network_known from try_sign_in_challenge($1, $2, $3)";
    private static final String SPEND = "delete from sign_in_challenge where token_hash = $1";
    private static final String FACTOR = "select a.login, exists (select from staff_second_factor f"
            + " where f.account_id = a.id and f.confirmed_at is not null) as confirmed from account a where a.id = $1";

    private final Pool pool;
    private final SecondFactorBook book;
    private final StaffSessions sessions;
    private final SignInLimit limit;
    private final SignInConfig config;
    private final Clock clock;

    SecondStep(Pool pool, SecondFactorBook book, StaffSessions sessions, SignInLimit limit, SignInConfig config,
            Clock clock) {
        this.pool = pool;
        this.book = book;
        this.sessions = sessions;
        this.limit = limit;
        this.config = config;
        this.clock = clock;
    }

    /** Asks who has just shown the right password for the second factor. */
    Uni<SecondFactorAsked> ask(UUID account, Optional<UUID> post, Optional<String> label, boolean enrolled) {
        var challenge = DeviceSecret.random();
        var expiresAt = clock.instant().plus(config.challengesHoldFor());
        var row = Tuple.of(Buffer.buffer(challenge.hash()), account, post.orElse(null), label.orElse(null),
                utc(expiresAt));
        return pool.withTransaction(transaction -> PersonScope.enter(transaction, account)
                .chain(() -> transaction.preparedQuery(INSERT).execute(row)))
                .replaceWith(new SecondFactorAsked(challenge, expiresAt, enrolled));
    }

    /**
     * Shows a secret to who must enrol a factor before there is a session.
     *
     * @throws ProblemException in the Uni: UNAUTHENTICATED; CONFLICT where there is a factor already
     */
    Uni<Shown> enrol(String challenge, String address) {
        return tried(challenge, address)
                .chain(tried -> pool.withTransaction(transaction -> PersonScope.enter(transaction, tried.account())
                        .chain(() -> transaction.preparedQuery(FACTOR).execute(Tuple.of(tried.account())))
                        .chain(rows -> {
                            var row = rows.iterator().next();
                            if (row.getBoolean("confirmed")) {
                                throw new ProblemException(ProblemType.CONFLICT,
                                        "There is a second factor already: send its code.");
                            }
                            return book.begin(transaction, tried.account())
                                    .map(secret -> new Shown(secret, row.getString("login")));
                        })));
    }

    /**
     * Opens the session.
     *
     * @param code of the authenticator, or a recovery code
     * @throws ProblemException in the Uni: UNAUTHENTICATED, whatever is wrong; TOO_MANY_REQUESTS where that was too often
     */
    Uni<Taken> with(String challenge, String code, String address) {
        return tried(challenge, address).chain(tried -> {
            var name = tried.account() + " code";
            limit.check(address, name);
            limit.checkStranger(name, tried.networkKnown());
            return pool.withTransaction(transaction -> PersonScope.enter(transaction, tried.account())
                    .chain(() -> outcome(transaction, tried.account(), code))
                    .call(outcome -> outcome.right()
                            ? transaction.preparedQuery(SPEND).execute(Tuple.of(hash(challenge)))
                            : Uni.createFrom().voidItem()))
                    .chain(outcome -> {
                        if (!outcome.right()) {
                            limit.wrong(address, name);
                            throw refusal();
                        }
                        return sessions.open(tried.account(), tried.post(), tried.label(), address, true)
                                .map(session -> new Taken(session, outcome.recoveryCodes()));
                    });
        });
    }

    private Uni<Outcome> outcome(SqlConnection transaction, UUID account, String code) {
        return transaction.preparedQuery(FACTOR).execute(Tuple.of(account))
                .chain(rows -> rows.iterator().next().getBoolean("confirmed")
                        ? book.take(transaction, account, code).map(right -> new Outcome(right, List.of()))
                        : book.confirm(transaction, account, code)
                                .map(codes -> new Outcome(codes.isPresent(), codes.orElse(List.of()))));
    }

    /** In a transaction of its own, so that a refusal does not undo the count. */
    private Uni<Tried> tried(String challenge, String address) {
        limit.check(address, "");
        if (DeviceSecret.parse(challenge).isEmpty()) {
            return Uni.createFrom().failure(refusal());
        }
        return pool.preparedQuery(TRY)
                .execute(Tuple.of(hash(challenge), AddressPrefix.of(address), utc(clock.instant()))).map(rows -> {
                    if (rows.rowCount() == 0) {
                        limit.wrong(address, "");
                        throw refusal();
                    }
                    var row = rows.iterator().next();
                    return new Tried(row.getUUID("holder"), Optional.ofNullable(row.getUUID("post")),
                            Optional.ofNullable(row.getString("label")), row.getBoolean("network_known"));
                });
    }

    private static Buffer hash(String challenge) {
        return Buffer.buffer(new DeviceSecret(challenge).hash());
    }

    private static ProblemException refusal() {
        return new ProblemException(ProblemType.UNAUTHENTICATED,
                "The code is wrong, or the sign-in took too long: sign in anew.");
    }

    /** Forgets challenges that nobody answered. Any node may do it, at any time, and twice. */
    @Scheduled(every = "15m", delayed = "8m", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return pool.preparedQuery("select forget_sign_in_challenges($1)").execute(Tuple.of(utc(clock.instant())))
                .replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
