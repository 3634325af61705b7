package org.rollcall.backend.agency;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.HeldElsewhere;
import org.rollcall.backend.access.Passwords;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.access.SignInConfig;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Makes accounts of staff and shuts them. A new account may do nothing until it holds a post; until then the unit whose
 * admin made it keeps it. Shutting takes effect at the next request, since each asks anew. Thread-safe.
 */
@ApplicationScoped
class StaffAccounts {

    // An admin of several units makes it for the one that they have kept longest.
    private static final String INSERT = "insert into account (id, kind, login, display_name, password_hash, created_at,"
            + " made_in, password_once) select $1, 'STAFF', $2, $3, $4, $5, unit_id, $6 from scope_posts() order by lower(valid), id limit 1"
            + " on conflict (login) do nothing";
    private static final String RESET = "select reset_password($1, $2, $3, $4) as done";
    private static final String DISABLE = "update account set disabled_at = $2 where id = $1";

    private final Scope scope;
    private final Idempotency idempotency;
    private final StaffReads reads;
    private final Passwords passwords;
    private final SignInConfig config;
    private final AuditTrail audit;
    private final Clock clock;

    StaffAccounts(Scope scope, Idempotency idempotency, StaffReads reads, Passwords passwords, SignInConfig config,
            AuditTrail audit, Clock clock) {
        this.config = config;
        this.scope = scope;
        this.idempotency = idempotency;
        this.reads = reads;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws ProblemException in the Uni: CONFLICT where the login is taken */
    Uni<Account> create(AccountRequest request) {
        // Hashing takes long: first, so that no connection waits for it.
        return passwords.hash(request.password()).chain(hash -> scope.inTransaction(transaction -> idempotency
                .once(transaction, request, Account.class, () -> insert(transaction, request, hash))));
    }

    private Uni<Account> insert(SqlConnection transaction, AccountRequest request, String hash) {
        var id = Ids.next();
        var row = Tuple.tuple().addUUID(id).addString(request.login()).addString(request.displayName())
                .addString(hash).addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
                .addBoolean(config.oneTimePasswords());
        return transaction.preparedQuery(INSERT).execute(row).invoke(rows -> {
            if (rows.rowCount() == 0) {
                throw new ProblemException(ProblemType.CONFLICT, "That login is taken.");
            }
        }).chain(() -> audit.record(transaction, Deed.of(scope.account(), Action.ACCOUNT_CREATED, id)))
                .chain(() -> reads.get(transaction, id));
    }

    /**
     * Gives an account whose owner forgot theirs another password and ends its sessions. By it the owner chooses their own.
     *
     * @throws ProblemException CONFLICT where it is the asker's own; in the Uni: NOT_FOUND where there is none in scope;
     *         FORBIDDEN where it holds a post elsewhere too; CONFLICT where a provider knows who it is; UNAVAILABLE where
     *         too many passwords are looked at
     */
    Uni<Void> resetPassword(UUID id, PasswordRequest request) {
        if (id.equals(scope.account())) {
            throw new ProblemException(ProblemType.CONFLICT, "Change your own by PUT /me/password.");
        }
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return passwords.hash(request.password()).chain(hash -> scope.inTransaction(transaction -> transaction
                .preparedQuery(RESET).execute(Tuple.of(id, hash, config.oneTimePasswords(), now)).invoke(rows -> {
                    var done = rows.iterator().next().getBoolean("done");
                    if (done == null) {
                        throw ProblemException.notFound();
                    }
                    if (!done) {
                        throw new ProblemException(ProblemType.CONFLICT, "It signs in by a provider, and has none.");
                    }
                }).chain(() -> HeldElsewhere.refuse(transaction, id, now))
                .chain(() -> audit.record(transaction, Deed.of(scope.account(), Action.PASSWORD_RESET, id)))));
    }

    /**
     * Shuts an account out. Doing it twice changes nothing.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is none in scope; FORBIDDEN where it holds a post
     *         elsewhere too, for that is not this admin's to take; CONFLICT where it is the asker's own, or the last
     *         admin's of a province
     */
    Uni<Account> disable(UUID id) {
        return scope.inTransaction(transaction -> LastAdmin.takeTurn(transaction)
                .chain(() -> reads.get(transaction, id))
                .chain(account -> account.disabledAt() != null
                        ? Uni.createFrom().item(account)
                        : disable(transaction, id)));
    }

    private Uni<Account> disable(SqlConnection transaction, UUID id) {
        if (id.equals(scope.account())) {
            throw new ProblemException(ProblemType.CONFLICT, "Nobody shuts out themself.");
        }
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return HeldElsewhere.refuse(transaction, id, now).chain(() -> LastAdmin.mustRemain(transaction, id, now))
                .chain(() -> transaction.preparedQuery(DISABLE).execute(Tuple.of(id, now)))
                .chain(() -> audit.record(transaction, Deed.of(scope.account(), Action.ACCOUNT_DISABLED, id)))
                .chain(() -> reads.get(transaction, id));
    }
}
