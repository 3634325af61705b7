package org.rollcall.backend.access;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.WhileClockIsOff;

/** Gives an enrolled phone a new token for a proof of its key. Each proof is taken once, whichever node it comes to. */
@ApplicationScoped
class DeviceSessions {

    private record Holder(UUID person, DeviceKey key) {}

    private static final String KEY = "select supervisee_id, public_key from device_key($1)";
    private static final String SPEND = "insert into device_assertion (device_id, jti_hash, expires_at)"
            + " values ($1, $2, $3) on conflict do nothing";

    private static final String HEARD = "select note_contact($1, 'PHONE', $2)";

    private final Pool pool;
    private final AccessTokens tokens;
    private final SignInLimit limit;
    private final Clock clock;

    DeviceSessions(Pool pool, AccessTokens tokens, SignInLimit limit, Clock clock) {
        this.limit = limit;
        this.pool = pool;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * A new token for who proves the key.
     *
     * @param address where the request came from
     * @throws ProblemException TOO_MANY_REQUESTS; in the Uni UNAUTHENTICATED, whatever is wrong with the proof or the
     *         device
     */
    Uni<AccessTokens.AccessToken> open(String jwt, String address) {
        var device = DeviceAssertion.deviceOf(jwt);
        var name = device.map(UUID::toString).orElse("");
        limit.check(address, name);
        return device.map(this::find).orElseGet(() -> Uni.createFrom().item(Optional.empty())).chain(found -> {
            var holder = found.orElseThrow(DeviceSessions::refusal);
            var assertion = DeviceAssertion.verified(jwt, holder.key(), clock.instant())
                    .orElseThrow(DeviceSessions::refusal);
            return spend(assertion).chain(() -> heard(holder.person()))
                    .chain(() -> tokens.issue(new Subject(holder.person(), Optional.of(assertion.device()))));
        }).onFailure(ProblemException.class).invoke(() -> limit.wrong(address, name));
    }

    /** A phone that renews its token was heard of. */
    private Uni<Void> heard(UUID person) {
        return pool.preparedQuery(HEARD).execute(Tuple.of(person, clock.instant().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private Uni<Optional<Holder>> find(UUID device) {
        return pool.preparedQuery(KEY).execute(Tuple.of(device)).map(rows -> {
            if (rows.rowCount() == 0) {
                return Optional.empty();
            }
            var row = rows.iterator().next();
            return Optional.of(new Holder(row.getUUID("supervisee_id"),
                    DeviceKey.of(row.get(Buffer.class, "public_key").getBytes())));
        });
    }

    private Uni<Void> spend(DeviceAssertion assertion) {
        return pool.preparedQuery(SPEND).execute(Tuple.of(assertion.device(), Buffer.buffer(assertion.idHash()),
                assertion.until().atOffset(ZoneOffset.UTC))).invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw refusal();
                    }
                }).replaceWithVoid();
    }

    private static ProblemException refusal() {
        return new ProblemException(ProblemType.UNAUTHENTICATED, "The assertion proves no enrolled phone.");
    }

    /** Forgets proofs that would not be taken any more anyway. Any node may do it, at any time, and twice. */
    @Scheduled(every = "15m", delayed = "5m", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return pool.preparedQuery("select forget_device_assertions($1)")
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC))).replaceWithVoid();
    }
}
