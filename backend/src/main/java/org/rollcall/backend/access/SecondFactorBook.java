package org.rollcall.backend.access;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;

/**
 * The second factor of each account, in the database: the secret sealed for its account alone, recovery codes as hashes.
 * Works in a transaction whose scope is that account. Thread-safe.
 */
@ApplicationScoped
class SecondFactorBook {

    /** The codes that an account gets, each good for one sign-in without the authenticator. */
    static final int RECOVERY_CODES = 10;

    private record Found(Optional<TotpSecret> secret, Optional<TotpSecret> pending, long lastStep) {}

    private static final String BEGIN = "insert into staff_second_factor (account_id, pending_sealed) values ($1, $2)"
            + " on conflict (account_id) do update set pending_sealed = excluded.pending_sealed";
    // Two that come with one code come one after the other.
    private static final String FIND = "select secret_sealed, pending_sealed, last_step from staff_second_factor"
            + " where account_id = $1 for update";
    private static final String TAKE = "update staff_second_factor set last_step = $2 where account_id = $1";
    private static final String CONFIRM = "update staff_second_factor set secret_sealed = pending_sealed,"
            + " pending_sealed = null, confirmed_at = $3, last_step = $2 where account_id = $1";
    private static final String RECOVER = "update staff_recovery_code set used_at = greatest($3, made_at)"
            + " where code_hash = $1 and account_id = $2 and used_at is null";
    private static final String FORGET_CODES = "delete from staff_recovery_code where account_id = $1";
    private static final String ADD_CODES = "insert into staff_recovery_code (code_hash, account_id, made_at)"
            + " select unnest($1::bytea[]), $2, $3";

    private final Sealing sealing;
    private final AuditTrail audit;
    private final Clock clock;

    SecondFactorBook(Sealing sealing, AuditTrail audit, Clock clock) {
        this.sealing = sealing;
        this.audit = audit;
        this.clock = clock;
    }

    /** A new secret to show, which counts once a code of it was shown back; until then the one before does. */
    Uni<TotpSecret> begin(SqlConnection transaction, UUID account) {
        var secret = TotpSecret.random();
        var sealed = Buffer.buffer(sealing.seal(purpose(account), secret.bytes()));
        return transaction.preparedQuery(BEGIN).execute(Tuple.of(account, sealed)).replaceWith(secret);
    }

    /** Takes a code of the authenticator, or a recovery code; either once. Whether it was right. */
    Uni<Boolean> take(SqlConnection transaction, UUID account, String code) {
        return find(transaction, account).chain(found -> {
            var step = found.secret().map(secret -> secret.stepOf(code, clock.instant(), found.lastStep()));
            if (step.isPresent() && step.get().isPresent()) {
                return transaction.preparedQuery(TAKE).execute(Tuple.of(account, step.get().getAsLong()))
                        .replaceWith(true);
            }
            return found.secret().isPresent() ? recover(transaction, account, code) : Uni.createFrom().item(false);
        });
    }

    private Uni<Boolean> recover(SqlConnection transaction, UUID account, String code) {
        var word = CodeWord.parse(code);
        return word.isEmpty()
                ? Uni.createFrom().item(false)
                : transaction.preparedQuery(RECOVER)
                        .execute(Tuple.of(Buffer.buffer(word.get().hash()), account, now()))
                        .map(rows -> rows.rowCount() > 0)
                        .call(taken -> taken
                                ? audit.record(transaction, Deed.of(account, Action.RECOVERY_CODE_USED, account))
                                : Uni.createFrom().voidItem());
    }

    /** Puts the secret that was shown last in force; the new recovery codes, or empty where the code is not its. */
    Uni<Optional<List<CodeWord>>> confirm(SqlConnection transaction, UUID account, String code) {
        return find(transaction, account).chain(found -> {
            var step = found.pending().map(secret -> secret.stepOf(code, clock.instant(), 0));
            return step.isEmpty() || step.get().isEmpty()
                    ? Uni.createFrom().item(Optional.<List<CodeWord>>empty())
                    : transaction.preparedQuery(CONFIRM).execute(Tuple.of(account, step.get().getAsLong(), now()))
                            .chain(() -> audit.record(transaction,
                                    Deed.of(account, Action.SECOND_FACTOR_ENROLLED, account)))
                            .chain(() -> newRecoveryCodes(transaction, account)).map(Optional::of);
        });
    }

    /** New recovery codes; those before are none any more. */
    Uni<List<CodeWord>> newRecoveryCodes(SqlConnection transaction, UUID account) {
        var codes = Stream.generate(CodeWord::random).limit(RECOVERY_CODES).toList();
        var hashes = codes.stream().map(code -> Buffer.buffer(code.hash())).toArray(Buffer[]::new);
        return transaction.preparedQuery(FORGET_CODES).execute(Tuple.of(account))
                .chain(() -> transaction.preparedQuery(ADD_CODES).execute(Tuple.of(hashes, account, now())))
                .replaceWith(codes);
    }

    private Uni<Found> find(SqlConnection transaction, UUID account) {
        return transaction.preparedQuery(FIND).execute(Tuple.of(account)).map(rows -> {
            if (rows.rowCount() == 0) {
                return new Found(Optional.empty(), Optional.empty(), 0);
            }
            var row = rows.iterator().next();
            return new Found(open(account, row, "secret_sealed"), open(account, row, "pending_sealed"),
                    row.getLong("last_step"));
        });
    }

    private Optional<TotpSecret> open(UUID account, Row row, String column) {
        return Optional.ofNullable(row.get(Buffer.class, column))
                .map(sealed -> new TotpSecret(sealing.open(purpose(account), sealed.getBytes())));
    }

    /** So that nobody who writes into the database puts the own secret in the place of another's. */
    private static String purpose(UUID account) {
        return "second-factor." + account;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
