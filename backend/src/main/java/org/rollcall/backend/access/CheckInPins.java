package org.rollcall.backend.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;

/**
 * PINs: what is left to a person whose phone is lost, broken or at the pawnbroker's (ADR 34). A PIN lets in for one thing,
 * a provisional check-in, and is known as an Argon2id that is sealed under the master key. Thread-safe.
 */
@ApplicationScoped
public class CheckInPins {

    private record Found(UUID person, String hash) {}

    private static final Found NOBODY = new Found(null, null);
    private static final String PURPOSE = "check-in-pin";
    private static final int NUMBER_OF_PINS = 100_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String STORE = "insert into check_in_pin (supervisee_id, pin_sealed, issued_by, issued_at,"
            + " expires_at) values ($1, $2, $3, $4, $5) on conflict (supervisee_id) do update set"
            + " pin_sealed = excluded.pin_sealed, issued_by = excluded.issued_by, issued_at = excluded.issued_at,"
            + " expires_at = excluded.expires_at";
    private static final String FIND = "select person, sealed from find_check_in_pin($1, $2)";

    private final Pool pool;
    private final Scope scope;
    private final Passwords passwords;
    private final Sealing sealing;
    private final PinLimit limit;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final CheckInPinConfig config;
    private final Clock clock;

    CheckInPins(Pool pool, Scope scope, Passwords passwords, Sealing sealing, PinLimit limit, Idempotency idempotency,
            AuditTrail audit, CheckInPinConfig config, Clock clock) {
        this.pool = pool;
        this.scope = scope;
        this.passwords = passwords;
        this.sealing = sealing;
        this.limit = limit;
        this.idempotency = idempotency;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Makes a new PIN for somebody in the asker's scope; the one before it opens nothing any more.
     *
     * @throws ProblemException in the Uni: NOT_FOUND out of scope, CONFLICT after the term
     */
    Uni<CheckInPin> issue(UUID person) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return scope.inTransaction(tx -> EnrolmentCodes.requirePerson(tx, person, now)
                .chain(() -> idempotency.once(tx, null, CheckInPin.class, () -> store(tx, person,
                        new CheckInPin("%08d".formatted(RANDOM.nextInt(NUMBER_OF_PINS)), now,
                                now.plus(config.holdsFor()))))));
    }

    private Uni<CheckInPin> store(SqlConnection tx, UUID person, CheckInPin pin) {
        return passwords.hash(pin.pin())
                .chain(hash -> tx.preparedQuery(STORE).execute(Tuple.of(person, Buffer.buffer(sealing.seal(PURPOSE,
                        hash.getBytes(StandardCharsets.US_ASCII))), scope.account(), Timestamps.utc(pin.issuedAt()),
                        Timestamps.utc(pin.expiresAt()))))
                .chain(() -> audit.record(tx, Deed.of(scope.account(), Action.CHECK_IN_PIN_ISSUED, person)))
                .replaceWith(pin);
    }

    /**
     * Whose PIN it is. Nobody's case number, a wrong PIN and one that has ended are answered alike, and cost alike.
     *
     * @param address where the request came from
     * @throws ProblemException TOO_MANY_REQUESTS, before anything is looked at; in the Uni UNAUTHENTICATED, and
     *         UNAVAILABLE where too many are looked at
     */
    public Uni<UUID> verify(String caseNumber, String pin, String address) {
        limit.check(address, caseNumber);
        return find(caseNumber).chain(found -> passwords.matches(pin, found.hash()).map(match -> {
            if (!match) {
                limit.wrong(address, caseNumber);
                throw new ProblemException(ProblemType.UNAUTHENTICATED, "The case number or the PIN is wrong.");
            }
            return found.person();
        }));
    }

    private Uni<Found> find(String caseNumber) {
        return pool.preparedQuery(FIND).execute(Tuple.of(caseNumber, Timestamps.utc(clock.instant()))).map(rows -> {
            if (rows.rowCount() == 0) {
                return NOBODY;
            }
            var row = rows.iterator().next();
            return new Found(row.getUUID("person"),
                    new String(sealing.open(PURPOSE, row.getBuffer("sealed").getBytes()), StandardCharsets.US_ASCII));
        });
    }
}
