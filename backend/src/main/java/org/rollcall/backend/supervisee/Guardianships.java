package org.rollcall.backend.supervisee;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.GuardianCode;
import org.rollcall.backend.access.GuardianCodeLimit;
import org.rollcall.backend.access.GuardianSecret;
import org.rollcall.backend.access.PersonScope;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;

/**
 * Accounts of guardians: opened by an officer for a minor whose guardian is recorded, entered with a code, ended by an
 * officer, by the end of the term or by release, each from that moment. Thread-safe.
 */
@ApplicationScoped
class Guardianships {

    private static final String MAY = "select s.regime, supervised(s.id, $2) as supervised, has_guardian_contact(s.id)"
            + " as known from supervisee s where s.id = $1";
    private static final String ACCOUNT = "insert into account (id, kind, display_name, created_at)"
            + " values ($1, 'GUARDIAN', 'Guardian', $2)";
    private static final String INSERT = "insert into guardianship (id, supervisee_id, valid, opened_by, code_hash,"
            + " code_expires_at) values ($1, $2, tstzrange($3, null), $4, $5, $6)";
    private static final String ONE = Guardianship.SELECT + " where g.id = $1";
    private static final String PAGE = Guardianship.SELECT
            + " where g.supervisee_id = $1 and ($2::uuid is null or g.id > $2) order by g.id limit $3";
    private static final String END = "update guardianship set valid = tstzrange(lower(valid), $2) where id = $1"
            + " and lower(valid) < $2 and (upper_inf(valid) or upper(valid) > $2)";
    private static final String REDEEM = "select guardian, ward from redeem_guardian_code($1, $2, $3)";

    /** What a guardian gets for a code: kept, and never shown again. */
    public record Entered(UUID guardianshipId, String secret) {

        @Override
        public String toString() {
            return "Entered[" + guardianshipId + "]";
        }
    }

    private final Scope scope;
    private final Pool pool;
    private final SuperviseeLookup people;
    private final Idempotency idempotency;
    private final GuardianCodeLimit limit;
    private final GuardianConfig config;
    private final AuditTrail audit;
    private final Clock clock;

    Guardianships(Scope scope, Pool pool, SuperviseeLookup people, Idempotency idempotency, GuardianCodeLimit limit,
            GuardianConfig config, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.pool = pool;
        this.people = people;
        this.idempotency = idempotency;
        this.limit = limit;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Opens one, with a code to be handed to the guardian.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope; CONFLICT where it is no minor, where no
     *         guardian is recorded, or where supervision is over
     */
    Uni<Guardianship> open(UUID person) {
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> idempotency.once(transaction, null, Guardianship.class,
                        () -> open(transaction, person))));
    }

    private Uni<Guardianship> open(SqlConnection transaction, UUID person) {
        var now = Timestamps.now(clock);
        var id = Ids.next();
        var code = GuardianCode.make();
        var row = Tuple.of(id, person, Timestamps.utc(now), scope.account(), Buffer.buffer(code.hash()),
                Timestamps.utc(now.plus(config.codesHoldFor())));
        return transaction.preparedQuery(MAY).execute(Tuple.of(person, Timestamps.utc(now))).invoke(rows -> {
            var may = rows.iterator().next();
            require(may.getString("regime").equals(Regime.JUVENILE.name()), "Only a minor has a guardian here.");
            require(may.getBoolean("supervised"), "Supervision is over.");
            require(may.getBoolean("known"), "Record the guardian first.");
        }).chain(() -> transaction.preparedQuery(ACCOUNT).execute(Tuple.of(id, Timestamps.utc(now))))
                .chain(() -> transaction.preparedQuery(INSERT).execute(row)).chain(() -> get(transaction, id))
                .call(made -> record(transaction, scope.account(), Action.GUARDIANSHIP_OPENED, made))
                .map(made -> made.withCode(code.text()));
    }

    private static void require(boolean so, String message) {
        if (!so) {
            throw new ProblemException(ProblemType.CONFLICT, message);
        }
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope */
    Uni<Page<Guardianship>> list(UUID person, PageRequest page) {
        return scope.inTransaction(transaction -> people.page(transaction, person, PAGE, page, Guardianship::of,
                Guardianship::id));
    }

    /**
     * Ends one: its secret lets nobody in from then on.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is none in scope; CONFLICT where it has ended
     */
    Uni<Guardianship> end(UUID id) {
        return scope.inTransaction(transaction -> get(transaction, id).chain(() -> transaction.preparedQuery(END)
                .execute(Tuple.of(id, Timestamps.utc(Timestamps.now(clock))))).invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new ProblemException(ProblemType.CONFLICT, "It has ended.");
                    }
                }).chain(() -> get(transaction, id))
                .call(ended -> record(transaction, scope.account(), Action.GUARDIANSHIP_ENDED, ended)));
    }

    /**
     * Gives a guardian a secret for a code, once.
     *
     * @param address where the request came from
     * @throws ProblemException TOO_MANY_REQUESTS; in the Uni NOT_FOUND for a code that is unknown, used or expired, and
     *         where the guardianship or supervision is over, alike
     */
    Uni<Entered> enter(String typed, String address) {
        limit.check(address);
        var secret = GuardianSecret.make();
        return GuardianCode.parse(typed).map(code -> pool.withTransaction(transaction -> enter(transaction, code,
                secret))).orElseGet(() -> Uni.createFrom().failure(ProblemException.notFound()))
                .onFailure(ProblemException.class).invoke(() -> limit.wrong(address));
    }

    private Uni<Entered> enter(SqlConnection transaction, GuardianCode code, GuardianSecret secret) {
        return transaction.preparedQuery(REDEEM).execute(Tuple.of(Buffer.buffer(code.hash()),
                Buffer.buffer(secret.hash()), Timestamps.utc(Timestamps.now(clock)))).chain(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.notFound();
                    }
                    var guardian = rows.iterator().next().getUUID("guardian");
                    var ward = rows.iterator().next().getUUID("ward");
                    return PersonScope.enter(transaction, guardian)
                            .chain(() -> audit.record(transaction, new Deed(guardian, Action.GUARDIAN_ENTERED, ward,
                                    Optional.empty(), new JsonObject().put("guardianshipId", guardian.toString()))))
                            .replaceWith(new Entered(guardian, secret.word()));
                });
    }

    private static Uni<Guardianship> get(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return Guardianship.of(rows.iterator().next());
        });
    }

    private Uni<Void> record(SqlConnection transaction, UUID actor, Action action, Guardianship guardianship) {
        return audit.record(transaction, new Deed(actor, action, guardianship.superviseeId(), Optional.empty(),
                new JsonObject().put("guardianshipId", guardianship.id().toString())));
    }
}
