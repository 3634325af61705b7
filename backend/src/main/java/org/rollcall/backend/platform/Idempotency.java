package org.rollcall.backend.platform;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Makes a POST safe to repeat. A service wraps what makes the thing in {@code once}, inside the transaction that makes
 * it: the thing and the memory of it are committed together or not at all. What was refused is not remembered.
 *
 * <p>A repetition within 24 hours gets the first answer. Two at the same time wait for one another in the database. The
 * transaction must be the scope's, since a key belongs to the account that asks.
 */
@RequestScoped
public class Idempotency {

    static final String HEADER = "Idempotency-Key";
    static final Duration KEPT = Duration.ofHours(24);

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{8,100}");
    private static final String CLAIM = "with claimed as (insert into idempotency_key (account_id, key_hash, request_hash,"
            + " expires_at) values (scope_account(), $1, $2, $3) on conflict (account_id, key_hash) do update"
            + " set request_hash = excluded.request_hash, answer = null, expires_at = excluded.expires_at"
            + " where idempotency_key.expires_at <= $4 returning key_hash) select key_hash from claimed";
    private static final String RECALL = "select request_hash || ' ' || answer from idempotency_key"
            + " where account_id = scope_account() and key_hash = $1";
    private static final String KEEP = "with kept as (update idempotency_key set answer = $2"
            + " where account_id = scope_account() and key_hash = $1 returning key_hash) select key_hash from kept";

    private final HttpHeaders headers;
    private final UriInfo uri;
    private final ObjectMapper json;
    private final Clock clock;

    Idempotency(HttpHeaders headers, UriInfo uri, ObjectMapper json, Clock clock) {
        this.headers = headers;
        this.uri = uri;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Does the work, or gives the answer it had the first time.
     *
     * @param transaction the scope's transaction, in which the work is done as well
     * @param request what is asked; null where there is no body. Its JSON decides whether a repetition is one
     * @param answer what the work gives; its JSON must read back as it was written
     * @throws ProblemException in the Uni: IDEMPOTENCY_KEY_REUSED if the key was used for another request; INVALID if
     *         it is not a key
     */
    public <T> Uni<T> once(SqlConnection transaction, Object request, Class<T> answer, Supplier<Uni<T>> work) {
        return once(Sql.of(transaction), request, answer, work);
    }

    /** The same within a session's transaction. */
    public <T> Uni<T> once(Mutiny.Session session, Object request, Class<T> answer, Supplier<Uni<T>> work) {
        return once(Sql.of(session), request, answer, work);
    }

    /** The same within a JDBC transaction: all of it on the thread that waits for the answer. */
    public <T> T once(Connection connection, Object request, Class<T> answer, Supplier<T> work) {
        return once(Sql.of(connection), request, answer, () -> Uni.createFrom().item(work)).await().indefinitely();
    }

    private <T> Uni<T> once(Sql sql, Object request, Class<T> answer, Supplier<Uni<T>> work) {
        var key = headers.getHeaderString(HEADER);
        if (key == null) {
            return work.get();
        }
        if (!KEY.matcher(key).matches()) {
            return Uni.createFrom().failure(new ProblemException(ProblemType.INVALID,
                    "Idempotency-Key is 8 to 100 of A-Z a-z 0-9 _ -."));
        }
        var seal = new AnswerSeal(key);
        var requestHash = seal.requestHash(
                uri.getRequestUri().getRawPath() + "?" + uri.getRequestUri().getRawQuery(), write(request));
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return sql.text(CLAIM, seal.keyHash(), requestHash, now.plus(KEPT), now).chain(
                claimed -> claimed == null
                        ? sql.text(RECALL, seal.keyHash()).map(kept -> recall(kept, requestHash, seal, answer))
                        : work.get().call(made -> sql.text(KEEP, seal.keyHash(), seal.close(write(made)))));
    }

    private <T> T recall(String kept, String requestHash, AnswerSeal seal, Class<T> answer) {
        int blank = kept.indexOf(' ');
        if (!kept.substring(0, blank).equals(requestHash)) {
            throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "Use a new Idempotency-Key for a new request.");
        }
        try {
            return json.readValue(seal.open(kept.substring(blank + 1)), answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer of " + answer.getSimpleName() + " does not read back", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON", e);
        }
    }
}
