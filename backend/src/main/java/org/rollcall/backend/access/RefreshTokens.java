package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.WhileClockIsOff;

/**
 * Tokens by which an app of others renews its access token. Each renews once and gives its successor; a hash of it is
 * stored. One that was used before ends the whole family of its device, which must then be enrolled anew: two hold a copy
 * of it, and nobody knows which is the phone. A token whose successor was never used is taken again, since its answer was
 * lost on the way. Thread-safe.
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
    private static final String RENEW = "select device, person, reused from renew_refresh_token($1, $2, $3, $4, $5)";

    private final Pool pool;
    private final AccessTokens tokens;
    private final CredentialsConfig config;
    private final Counter reused;
    private final Clock clock;

    RefreshTokens(Pool pool, AccessTokens tokens, CredentialsConfig config, MeterRegistry metrics, Clock clock) {
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
        var now = clock.instant();
        var next = DeviceSecret.random();
        return DeviceSecret.parse(token)
                .map(known -> pool.preparedQuery(RENEW)
                        .execute(Tuple.of(Buffer.buffer(known.hash()), Ids.next(), Buffer.buffer(next.hash()), utc(now),
                                utc(now.plus(config.refreshTokensHoldFor()))))
                        .map(rows -> {
                            if (rows.rowCount() == 0) {
                                throw refusal();
                            }
                            var row = rows.iterator().next();
                            var device = row.getUUID("device");
                            if (row.getBoolean("reused")) {
                                throw ended(device);
                            }
                            return Subject.ofApp(row.getUUID("person"), device);
                        }))
                .orElseGet(() -> Uni.createFrom().failure(RefreshTokens::refusal))
                .chain(subject -> tokens.issue(subject).map(access -> new Renewed(access, next)));
    }

    private ProblemException ended(UUID device) {
        reused.increment();
        LOG.warnf("a refresh token of device %s came back after its use: its family is ended", device);
        return refusal();
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
