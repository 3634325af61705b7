package org.rollcall.backend.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.Timestamps;

/**
 * Which device a secret belongs to. Foreign clients send theirs with each fix, so a node remembers what it has verified
 * for a short time; what it does not know it asks the database for, and never remembers as unknown. Thread-safe.
 */
@ApplicationScoped
public class DeviceCredentials {

    private static final String FIND = "select d.id, d.supervisee_id, d.kind, d.dialect,"
            + " coalesce(d.secret_expires_at <= $1, false) as expired from device d"
            + " join account a on a.id = d.supervisee_id and a.disabled_at is null where (d.revoked_at is null"
            + " or d.replaced_at > $1::timestamptz - %d * interval '1 second')";
    private static final String BY_SECRET = " and d.secret_hash = $2";
    private static final String BY_TOKEN = " and d.id = $2 and d.supervisee_id = $3 and d.dialect = 'TRANSISTORSOFT'";
    // Two indexes hold these and nothing else: a look at each, and no row read of those that count.
    static final String NOT_COUNTING = "select d.id, case when d.replaced_at > $3 then d.replaced_at end as replaced_at"
            + " from device d where d.id = any($1::uuid[]) and d.revoked_at is not null union all"
            + " select a.id, null from account a where a.id = any($2::uuid[]) and a.disabled_at is not null";

    private static final String END_ALL = "update device set revoked_at = greatest(enrolled_at, $2)"
            + " where supervisee_id = $1 and revoked_at is null returning id";

    private static final Duration UNKNOWN_WITHIN = Duration.ofMinutes(1);

    private final Pool pool;
    private final Duration replacedSendFor;
    private final AccessTokens tokens;
    private final Clock clock;
    private final String find;
    // By the hash: the memory of a node holds no secret for longer than a request.
    private final Cache<String, EnrolledDevice> verified;
    private final WrongCounts unknown;
    // What was good here within a day is asked for, whatever else comes from its network.
    private final Cache<String, Boolean> goodLately;
    private final Cache<String, Boolean> counted;

    DeviceCredentials(@ReactiveDataSource("intake") Pool pool, AccessTokens tokens, CredentialsConfig config,
            Clock clock) {
        this.pool = pool;
        this.replacedSendFor = config.replacedSendFor();
        this.tokens = tokens;
        this.clock = clock;
        this.unknown = new WrongCounts(config.unknownOfOneNetwork(), UNKNOWN_WITHIN, config.remembered(), clock);
        this.goodLately = remembering(config.remembered(), Duration.ofDays(1));
        this.counted = remembering(config.remembered(), UNKNOWN_WITHIN);
        this.find = FIND.formatted(replacedSendFor.toSeconds());
        this.verified = remembering(config.remembered(), config.verifiedFor());
    }

    private <T> Cache<String, T> remembering(long most, Duration howLong) {
        return Caffeine.newBuilder().maximumSize(most).expireAfterWrite(howLong)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis())).build();
    }

    /**
     * The device that has this secret.
     *
     * @param secret as the client sent it; anything at all
     * @param from the network it came from
     * @return empty where no device has it, or its device was revoked or its person shut out; fails with
     *         {@link ExpiredCredential} where its time is over, and with TOO_MANY_REQUESTS where this one is not remembered
     *         and that network has sent too many that nobody has
     */
    public Uni<Optional<EnrolledDevice>> find(String secret, String from) {
        var parsed = DeviceSecret.parse(secret);
        if (parsed.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        var hash = parsed.get().hash();
        var name = HexFormat.of().formatHex(hash);
        var known = verified.getIfPresent(name);
        return known != null
                ? Uni.createFrom().item(Optional.of(known))
                : ask(from, name, find + BY_SECRET, Tuple.of(now(), Buffer.buffer(hash)));
    }

    /**
     * The device that an access token names, of those whose app renews its token itself. Whether it
     * has ended is asked each time; what is remembered is that its device counts.
     *
     * @param token as the client sent it; anything at all
     * @param from the network it came from
     * @return empty where it is none of ours, has ended, or names no such device
     */
    public Uni<Optional<EnrolledDevice>> findByToken(String token, String from) {
        return tokens.verify(token, Audience.INGEST)
                .chain(subject -> subject.isEmpty() || subject.get().device().isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : holder(subject.get().account(), subject.get().device().get(), from));
    }

    private Uni<Optional<EnrolledDevice>> holder(UUID person, UUID device, String from) {
        var name = person + " " + device;
        var known = verified.getIfPresent(name);
        return known != null
                ? Uni.createFrom().item(Optional.of(known))
                : ask(from, name, find + BY_TOKEN, Tuple.of(now(), device, person));
    }

    /**
     * The device that has this login.
     *
     * @param userName the id of the device, as the client sent it
     * @param password its secret, as the client sent it
     * @param from the network it came from
     */
    public Uni<Optional<EnrolledDevice>> find(String userName, String password, String from) {
        return find(password, from)
                .map(found -> found.filter(device -> device.id().toString().equalsIgnoreCase(userName)));
    }

    /**
     * Which of these devices do not count any more: revoked, or their person is shut out. Of one that was replaced a while
     * ago, fixes from before that instant are still taken; of the others none, and they have {@link Instant#MIN}.
     */
    public Uni<Map<UUID, Instant>> listRevoked(SqlConnection transaction, Collection<EnrolledDevice> devices) {
        var ids = devices.stream().map(EnrolledDevice::id).distinct().toArray(UUID[]::new);
        var people = devices.stream().map(EnrolledDevice::superviseeId).distinct().toArray(UUID[]::new);
        return transaction.preparedQuery(NOT_COUNTING).execute(Tuple.of(ids, people, now().minus(replacedSendFor)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return Map.of();
                    }
                    var found = new HashMap<UUID, Instant>();
                    rows.forEach(row -> found.put(row.getUUID("id"),
                            Timestamps.instant(row, "replaced_at", Instant.MIN)));
                    var ended = new HashMap<UUID, Instant>();
                    for (var device : devices) {
                        if (found.containsKey(device.superviseeId())) {
                            ended.put(device.id(), Instant.MIN);
                        } else if (found.containsKey(device.id())) {
                            ended.put(device.id(), found.get(device.id()));
                        }
                    }
                    return ended;
                });
    }

    /**
     * Ends every device of a person, in the scope of this transaction.
     *
     * @return those that it has ended
     */
    public Uni<List<UUID>> endAll(SqlConnection transaction, UUID person, Instant at) {
        return transaction.preparedQuery(END_ALL).execute(Tuple.of(person, at.atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID("id")).toList())
                .invoke(this::forget);
    }

    /** Lets a revocation take effect at once on the node that made it. */
    void forget(Collection<UUID> devices) {
        verified.asMap().values().removeIf(device -> devices.contains(device.id()));
    }

    /** A network from which too much comes that nobody has is not asked for; what is remembered passes. */
    private Uni<Optional<EnrolledDevice>> ask(String from, String name, String sql, Tuple values) {
        if (goodLately.getIfPresent(name) == null) {
            try {
                unknown.check(from);
            } catch (ProblemException tooMany) {
                return Uni.createFrom().failure(tooMany);
            }
        }
        return pool.preparedQuery(sql).execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(DeviceCredentials::device).findFirst())
                .invoke(found -> found.ifPresentOrElse(device -> {
                    verified.put(name, device);
                    goodLately.put(name, true);
                }, () -> countUnknown(from, name)));
    }

    /** An app that goes on with what has ended counts as one, however often it tries. */
    private void countUnknown(String from, String name) {
        if (counted.asMap().putIfAbsent(from + " " + name, true) == null) {
            unknown.add(from);
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static EnrolledDevice device(Row row) {
        if (row.getBoolean("expired")) {
            throw new ExpiredCredential();
        }
        return new EnrolledDevice(row.getUUID("id"), row.getUUID("supervisee_id"),
                DeviceKind.valueOf(row.getString("kind")), Dialect.valueOf(row.getString("dialect")));
    }
}
