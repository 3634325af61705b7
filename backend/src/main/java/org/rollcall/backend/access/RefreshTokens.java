package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.WhileClockIsOff;

/**
 * Tokens by which an app of others renews its access token. Each renews once and gives its successor; a hash of it is
 * stored. One that was used before ends the whole family of its device, which must then be enrolled anew: two hold a copy
 * of it, and nobody knows which is the phone. That is on record, and the person's officers are told. A token whose
 * successor was never used is taken again, since its answer was lost on the way. Thread-safe.
 */
@Startup // its metric is there before the first copy
@ApplicationScoped
class RefreshTokens {

    /** A new access token and what renews it. */
    record Renewed(AccessTokens.AccessToken access, DeviceSecret refresh) {}

    private static final Logger LOG = Logger.getLogger(RefreshTokens.class);
    /** By then nobody gains by a copy, and the table stays small. */
    private static final Duration USED_ONES_KEPT = Duration.ofDays(30);
    private static final String INSERT = "insert into refresh_token (id, device_id, token_hash, issued_at, expires_at)"
            + " values ($1, $2, $3, $4, $5)";
    private static final String RENEW = "select device, person, reused, ended from renew_refresh_token($1, $2, $3, $4, $5)";

    /** Whose token it was; not renewed where it came back after its use. */
    private record Spent(Subject subject, boolean renewed) {}

    private final Pool pool;
    private final AccessTokens tokens;
    private final PhoneNews news;
    private final AuditTrail audit;
    private final CredentialsConfig config;
    private final Counter reused;
    private final Clock clock;

    RefreshTokens(Pool pool, AccessTokens tokens, PhoneNews news, AuditTrail audit, CredentialsConfig config,
            MeterRegistry metrics, Clock clock) {
        this.news = news;
        this.audit = audit;
        this.pool = pool;
        this.tokens = tokens;
        this.config = config;
        this.reused = metrics.counter("rollcall.refresh.reused");
        this.clock = clock;
    }

    /** The first of a device's family, in the transaction that enrols it, which is in its person's scope. */
    Uni<Void> begin(SqlConnection transaction, UUID device, DeviceSecret first) {
        var now = clock.instant();
        return transaction.preparedQuery(INSERT).execute(Tuple.of(Ids.next(), device, Buffer.buffer(first.hash()),
                utc(now), utc(now.plus(config.refreshTokensHoldFor())))).replaceWithVoid();
    }

    /**
     * @param token as the client sent it; anything at all
     * @throws ProblemException in the Uni: UNAUTHENTICATED, whatever is wrong with it
     */
    Uni<Renewed> renew(String token) {
        var next = DeviceSecret.random();
        return DeviceSecret.parse(token)
                .map(known -> pool.withTransaction(transaction -> spend(transaction, known, next)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                // Only now, after the commit: a refusal inside the transaction would undo what ended the family.
                .map(found -> found.filter(Spent::renewed).orElseThrow(RefreshTokens::refusal))
                .chain(spent -> tokens.issue(spent.subject()).map(access -> new Renewed(access, next)));
    }

    private Uni<Optional<Spent>> spend(SqlConnection transaction, DeviceSecret token, DeviceSecret next) {
        var now = clock.instant();
        return transaction.preparedQuery(RENEW)
                .execute(Tuple.of(Buffer.buffer(token.hash()), Ids.next(), Buffer.buffer(next.hash()), utc(now),
                        utc(now.plus(config.refreshTokensHoldFor()))))
                .chain(rows -> {
                    if (rows.rowCount() == 0) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    var row = rows.iterator().next();
                    var person = row.getUUID("person");
                    var device = row.getUUID("device");
                    var spent = Optional.of(new Spent(Subject.ofApp(person, device), !row.getBoolean("reused")));
                    return (row.getBoolean("reused")
                            ? reused(transaction, person, device, row.getBoolean("ended"))
                            : Uni.createFrom().voidItem()).replaceWith(spent);
                });
    }

    /** An app that knows no better asks again and again: what ended the family is put on record and told, once. */
    private Uni<Void> reused(SqlConnection transaction, UUID person, UUID device, boolean ended) {
        reused.increment();
        if (!ended) {
            return Uni.createFrom().voidItem();
        }
        LOG.warnf("a refresh token of device %s came back after its use: its family is ended", device);
        return PersonScope.enter(transaction, person)
                .chain(() -> audit.record(transaction, new Deed(person, Action.REFRESH_TOKEN_REUSED, person,
                        Optional.empty(), new JsonObject().put("deviceId", device.toString()))))
                .chain(() -> news.tell(transaction, person, PhoneNews.What.COPIED, device));
    }

    private static ProblemException refusal() {
        return new ProblemException(ProblemType.UNAUTHENTICATED, "The token renews nothing: enrol the phone anew.");
    }

    /** Forgets tokens that would not be taken any more anyway. Any node may do it, at any time, and twice. */
    @Scheduled(every = "1h", delayed = "7m", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        var now = clock.instant();
        return pool.preparedQuery("select forget_refresh_tokens($1, $2)")
                .execute(Tuple.of(utc(now), utc(now.minus(USED_ONES_KEPT)))).replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
