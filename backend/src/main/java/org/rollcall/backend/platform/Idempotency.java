package org.rollcall.backend.platform;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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

    private final HttpHeaders headers;
    private final UriInfo uri;
    private final ObjectMapper json;
    private final CryptoSuite suite;
    private final Clock clock;

    Idempotency(HttpHeaders headers, UriInfo uri, ObjectMapper json, CryptoSuite suite, Clock clock) {
        this.suite = suite;
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
        return of(request).once(transaction, answer, work);
    }

    /** The same within a session's transaction. */
    public <T> Uni<T> once(Mutiny.Session session, Object request, Class<T> answer, Supplier<Uni<T>> work) {
        return of(request).once(Sql.of(session), answer, work);
    }

    /** The same within a JDBC transaction: all of it on the thread that waits for the answer. */
    public <T> T once(Connection connection, Object request, Class<T> answer, Supplier<T> work) {
        return of(request).once(Sql.of(connection), answer, () -> Uni.createFrom().item(work)).await().indefinitely();
    }

    /**
     * This request and its key, for a transaction that does not end with the request, or is another role's. It must name
     * the account that asks, as the scope's does.
     *
     * @throws ProblemException INVALID if the key is none
     */
    public KeyedRequest of(Object request) {
        var key = headers.getHeaderString(HEADER);
        if (key == null) {
            return KeyedRequest.withoutKey();
        }
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(ProblemType.INVALID, "Idempotency-Key is 8 to 100 of A-Z a-z 0-9 _ -.");
        }
        var seal = new AnswerSeal(suite, key);
        var path = uri.getRequestUri().getRawPath() + "?" + uri.getRequestUri().getRawQuery();
        return new KeyedRequest(Optional.of(seal), seal.requestHash(path, write(request)), json, clock);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON", e);
        }
    }
}
