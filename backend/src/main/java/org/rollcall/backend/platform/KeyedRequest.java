package org.rollcall.backend.platform;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * One request with the key it came with, or without one: then nothing is remembered. Usually all of it is
 * {@link #once}. What commits before its answer is known {@linkplain #claim claims} the key where it is done and
 * {@linkplain #keep keeps} the answer afterwards; a claim without an answer lets the same request do its work again,
 * and no other. Thread-safe.
 */
public final class KeyedRequest {

    // A key that has expired is free again.
    private static final String CLAIM = "with claimed as (insert into idempotency_key (account_id, key_hash, request_hash,"
            + " expires_at) values (scope_account(), $1, $2, $3) on conflict (account_id, key_hash) do update"
            + " set request_hash = excluded.request_hash, answer = null, expires_at = excluded.expires_at"
            + " where idempotency_key.expires_at <= $4 returning key_hash) select key_hash from claimed";
    private static final String RECALL = "select request_hash || ' ' || coalesce(answer, '') from idempotency_key"
            + " where account_id = scope_account() and key_hash = $1 and expires_at > $2";
    private static final String KEEP = "with kept as (update idempotency_key set answer = $2"
            + " where account_id = scope_account() and key_hash = $1 returning key_hash) select key_hash from kept";

    private final Optional<AnswerSeal> seal;
    private final String requestHash;
    private final ObjectMapper json;
    private final Clock clock;

    KeyedRequest(Optional<AnswerSeal> seal, String requestHash, ObjectMapper json, Clock clock) {
        this.seal = seal;
        this.requestHash = requestHash;
        this.json = json;
        this.clock = clock;
    }

    static KeyedRequest withoutKey() {
        return new KeyedRequest(Optional.empty(), "", null, null);
    }

    /** Whether there is a key, so that there is anything to remember. */
    public boolean hasKey() {
        return seal.isPresent();
    }

    /** Does the work, or gives the answer it had the first time: see {@link Idempotency#once}. */
    public <T> Uni<T> once(SqlConnection transaction, Class<T> answer, Supplier<Uni<T>> work) {
        return once(Sql.of(transaction), answer, work);
    }

    <T> Uni<T> once(Sql sql, Class<T> answer, Supplier<Uni<T>> work) {
        if (seal.isEmpty()) {
            return work.get();
        }
        return claim(sql).chain(claimed -> claimed
                ? work.get().call(made -> keep(sql, made))
                : recall(sql, answer).map(Optional::orElseThrow));
    }

    /**
     * The first answer; empty where there is none yet.
     *
     * @throws ProblemException in the Uni: IDEMPOTENCY_KEY_REUSED if the key was used for another request
     */
    public <T> Uni<Optional<T>> find(SqlConnection transaction, Class<T> answer) {
        return seal.isEmpty() ? Uni.createFrom().item(Optional.empty()) : recall(Sql.of(transaction), answer);
    }

    /**
     * Takes the key for this request, which may have taken it before.
     *
     * @throws ProblemException in the Uni: IDEMPOTENCY_KEY_REUSED if another request has it
     */
    public Uni<Void> claim(SqlConnection transaction) {
        var sql = Sql.of(transaction);
        return seal.isEmpty()
                ? Uni.createFrom().voidItem()
                : claim(sql).chain(claimed -> claimed
                        ? Uni.createFrom().voidItem()
                        : recall(sql, Object.class).replaceWithVoid());
    }

    /** Remembers the answer under a key that was claimed. */
    public Uni<Void> keep(SqlConnection transaction, Object answer) {
        return keep(Sql.of(transaction), answer);
    }

    private Uni<Boolean> claim(Sql sql) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return sql.text(CLAIM, seal.get().keyHash(), requestHash, now.plus(Idempotency.KEPT), now)
                .map(claimed -> claimed != null);
    }

    private <T> Uni<Optional<T>> recall(Sql sql, Class<T> answer) {
        return sql.text(RECALL, seal.get().keyHash(), clock.instant().atOffset(ZoneOffset.UTC))
                .map(kept -> Optional.ofNullable(kept).flatMap(found -> read(found, answer)));
    }

    private Uni<Void> keep(Sql sql, Object answer) {
        return seal.isEmpty()
                ? Uni.createFrom().voidItem()
                : sql.text(KEEP, seal.get().keyHash(), seal.get().close(write(answer))).replaceWithVoid();
    }

    private <T> Optional<T> read(String kept, Class<T> answer) {
        int blank = kept.indexOf(' ');
        if (!kept.substring(0, blank).equals(requestHash)) {
            throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "Use a new Idempotency-Key for a new request.");
        }
        if (blank + 1 == kept.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(seal.get().open(kept.substring(blank + 1)), answer));
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
