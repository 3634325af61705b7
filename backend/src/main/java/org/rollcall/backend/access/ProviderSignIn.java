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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.WhileClockIsOff;

/**
 * Staff sign in with a token of the agency's provider: it is taken once, its posts become posts here until they are not
 * named any more, and a session opens as any other. Thread-safe.
 */
@ApplicationScoped
class ProviderSignIn {

    private static final String TAKE = "select take_provider_posts($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
            + " as account";

    private final Pool pool;
    private final ProviderTokens tokens;
    private final ProviderConfig config;
    private final SecondFactorPolicy policy;
    private final StaffSessions sessions;
    private final SignInLimit limit;
    private final AuditTrail audit;
    private final Clock clock;

    ProviderSignIn(Pool pool, ProviderTokens tokens, ProviderConfig config, SecondFactorPolicy policy,
            StaffSessions sessions, SignInLimit limit, AuditTrail audit, Clock clock) {
        this.pool = pool;
        this.tokens = tokens;
        this.config = config;
        this.policy = policy;
        this.sessions = sessions;
        this.limit = limit;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Signs in.
     *
     * @param token as the client got it from the provider; anything at all
     * @throws ProblemException TOO_MANY_REQUESTS where too much was wrong that came from there; in the Uni
     *         UNAUTHENTICATED, whatever is wrong, also where the posts need a second factor that the provider did not see
     */
    Uni<OpenedSession> with(String token, Optional<String> label, String address) {
        limit.check(address, "");
        return tokens.verify(token)
                .map(word -> word.filter(known -> known.secondFactor() || !policy.requires(roles(known))))
                .chain(word -> word.isEmpty()
                        ? Uni.createFrom().failure(refused(address))
                        : pool.withTransaction(transaction -> take(transaction, token, word.get()))
                                .chain(account -> sessions.open(account.orElseThrow(() -> refused(address)),
                                        Optional.empty(), label, address, word.get().secondFactor())));
    }

    private ProblemException refused(String address) {
        limit.wrong(address, "");
        return new ProblemException(ProblemType.UNAUTHENTICATED,
                "The provider's word does not let you in: sign in there anew.");
    }

    private Uni<Optional<UUID>> take(SqlConnection transaction, String token, ProviderTokens.Word word) {
        var posts = List.copyOf(word.posts());
        var now = clock.instant();
        var values = Tuple.tuple().addString(word.issuer()).addString(word.subject()).addString(word.name())
                .addUUID(Ids.next()).addValue(Buffer.buffer(DeviceSecret.sha256(token)))
                .addOffsetDateTime(utc(word.until())).addOffsetDateTime(utc(now))
                .addOffsetDateTime(utc(now.plus(config.postsHoldFor())))
                .addArrayOfUUID(posts.stream().map(post -> Ids.next()).toArray(UUID[]::new))
                .addArrayOfString(posts.stream().map(post -> post.role().name()).toArray(String[]::new))
                .addArrayOfUUID(posts.stream().map(ProviderPost::unit).toArray(UUID[]::new))
                .addArrayOfBoolean(posts.stream().map(ProviderPost::minors).toArray(Boolean[]::new));
        return transaction.preparedQuery(TAKE).execute(values)
                .map(rows -> Optional.ofNullable(rows.iterator().next().getUUID("account")))
                .call(account -> account.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : PersonScope.enter(transaction, account.get())
                                .chain(() -> audit.record(transaction, taken(account.get(), posts))));
    }

    private static Deed taken(UUID account, List<ProviderPost> posts) {
        var words = new JsonArray();
        posts.forEach(post -> words.add(post.role().name() + ":" + post.unit() + (post.minors() ? ":minors" : "")));
        return new Deed(account, Action.PROVIDER_POSTS_TAKEN, account, Optional.empty(),
                new JsonObject().put("posts", words));
    }

    private static List<String> roles(ProviderTokens.Word word) {
        return word.posts().stream().map(post -> post.role().name()).toList();
    }

    /** Forgets tokens that would not be taken any more anyway. Any node may do it, at any time, and twice. */
    @Scheduled(every = "15m", delayed = "7m", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return pool.preparedQuery("select forget_provider_tokens($1)").execute(Tuple.of(utc(clock.instant())))
                .replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
