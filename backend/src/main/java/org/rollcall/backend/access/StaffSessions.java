package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Opens and renews sessions of staff. A refresh token is taken once, even where its answer was lost: to sign in again is
 * little trouble, and a token that comes back is a copy. It ends its session. Thread-safe.
 */
@ApplicationScoped
class StaffSessions {

    private record Renewal(UUID session, Subject subject, Instant endsAt, boolean reused) {
        static Renewal of(Row row) {
            var session = row.getUUID("session");
            var subject = Subject.ofSession(row.getUUID("holder"), Optional.ofNullable(row.getUUID("post")), session);
            return new Renewal(session, subject, row.getOffsetDateTime("ends_at").toInstant(),
                    row.getBoolean("reused"));
        }
    }

    private static final Logger LOG = Logger.getLogger(StaffSessions.class);
    private static final String INSERT = "insert into staff_session (id, account_id, post_id, label, address_prefix,"
            + " opened_at, last_used_at, expires_at, second_factor) values ($1, $2, $3, $4, $5, $6, $6, $7, $8)";
    private static final String FIRST = "insert into staff_refresh_token (token_hash, session_id, issued_at)"
            + " values ($1, $2, $3)";
    private static final String RENEW = "select session, holder, post, ends_at, reused"
            + " from renew_staff_session($1, $2, $3)";

    private final Pool pool;
    private final AccessTokens tokens;
    private final AuditTrail audit;
    private final SignInConfig config;
    private final Clock clock;

    StaffSessions(Pool pool, AccessTokens tokens, AuditTrail audit, SignInConfig config, Clock clock) {
        this.pool = pool;
        this.tokens = tokens;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A new session of who has just proved who they are, on record.
     *
     * @param secondFactor whether by more than a password
     */
    Uni<OpenedSession> open(UUID account, Optional<UUID> post, Optional<String> label, String address,
            boolean secondFactor) {
        var id = Ids.next();
        var refresh = DeviceSecret.random();
        // As the database keeps it, so that a renewal names the same end.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var endsAt = now.plus(config.sessionsHoldFor());
        var row = Tuple.tuple().addUUID(id).addUUID(account).addUUID(post.orElse(null)).addString(label.orElse(null))
                .addString(AddressPrefix.of(address)).addOffsetDateTime(utc(now)).addOffsetDateTime(utc(endsAt))
                .addBoolean(secondFactor);
        return pool.withTransaction(transaction -> PersonScope.enter(transaction, account)
                .chain(() -> transaction.preparedQuery(INSERT).execute(row))
                .chain(() -> transaction.preparedQuery(FIRST)
                        .execute(Tuple.of(Buffer.buffer(refresh.hash()), id, utc(now))))
                .chain(() -> audit.record(transaction, signedIn(account, post, id))))
                .chain(() -> issue(Subject.ofSession(account, post, id), refresh, endsAt));
    }

    private static Deed signedIn(UUID account, Optional<UUID> post, UUID session) {
        var detail = new JsonObject().put("session", session.toString());
        post.ifPresent(id -> detail.put("post", id.toString()));
        return new Deed(account, Action.SIGNED_IN, account, Optional.empty(), detail);
    }

    /**
     * @param token as the client sent it; anything at all
     * @throws ProblemException in the Uni: UNAUTHENTICATED, whatever is wrong with it
     */
    Uni<OpenedSession> renew(String token) {
        var next = DeviceSecret.random();
        return DeviceSecret.parse(token)
                .map(known -> pool.withTransaction(transaction -> spend(transaction, known, next)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                // Only now, after the commit: a refusal inside the transaction would undo what ended the session.
                .map(found -> found.filter(renewal -> !renewal.reused()).orElseThrow(StaffSessions::refusal))
                .chain(renewal -> issue(renewal.subject(), next, renewal.endsAt()));
    }

    private Uni<Optional<Renewal>> spend(SqlConnection transaction, DeviceSecret token, DeviceSecret next) {
        var values = Tuple.of(Buffer.buffer(token.hash()), Buffer.buffer(next.hash()), utc(clock.instant()));
        return transaction.preparedQuery(RENEW).execute(values)
                .map(rows -> rows.rowCount() == 0
                        ? Optional.<Renewal>empty()
                        : Optional.of(Renewal.of(rows.iterator().next())))
                .call(found -> found.filter(Renewal::reused).map(renewal -> reused(transaction, renewal))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> reused(SqlConnection transaction, Renewal renewal) {
        LOG.warnf("a refresh token of session %s came back after its use: the session is ended", renewal.session());
        return audit.record(transaction,
                Deed.of(renewal.subject().account(), Action.REFRESH_TOKEN_REUSED, renewal.session()));
    }

    private Uni<OpenedSession> issue(Subject subject, DeviceSecret refresh, Instant endsAt) {
        return tokens.issue(subject, config.accessTokensHoldFor())
                .map(access -> new OpenedSession(subject.session().orElseThrow(), access, refresh, endsAt));
    }

    private static ProblemException refusal() {
        return new ProblemException(ProblemType.UNAUTHENTICATED, "The token renews nothing: sign in anew.");
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
