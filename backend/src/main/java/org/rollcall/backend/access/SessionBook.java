package org.rollcall.backend.access;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;

/** Shows and ends sessions of staff. Each request asks whether its session holds, so an end is an end at once. Thread-safe. */
@ApplicationScoped
public class SessionBook {

    private static final String PAGE = "select " + StaffSession.COLUMNS + " from staff_session where account_id = $1"
            + " and revoked_at is null and expires_at > $2 and ($3::uuid is null or id > $3) order by id limit $4";
    private static final String END_ONE = "update staff_session set revoked_at = greatest($3, opened_at)"
            + " where account_id = $1 and id = $2 and revoked_at is null and expires_at > $3";
    private static final String END_OTHERS = "update staff_session set revoked_at = greatest($3, opened_at)"
            + " where account_id = $1 and id is distinct from $2::uuid and revoked_at is null";

    private final Scope scope;
    private final Passwords passwords;
    private final OwnPassword own;
    private final AuditTrail audit;
    private final Clock clock;

    SessionBook(Scope scope, Passwords passwords, OwnPassword own, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.passwords = passwords;
        this.own = own;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those of the asker that hold. */
    Uni<Page<StaffSession>> list(PageRequest page) {
        var after = page.afterId();
        return scope.inTransaction(transaction -> transaction.preparedQuery(PAGE)
                .execute(Tuple.of(scope.account(), now(), after == null ? null : after.id(), page.fetch())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> StaffSession.of(row, scope.session())).toList())
                .map(sessions -> page.page(sessions, session -> new Cursor.ById(session.id())));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where the asker has none that is so called */
    Uni<Void> end(UUID session) {
        return scope.inTransaction(transaction -> transaction.preparedQuery(END_ONE)
                .execute(Tuple.of(scope.account(), session, now())).invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.notFound();
                    }
                })
                .chain(() -> audit.record(transaction, Deed.of(scope.account(), Action.SESSION_ENDED, session))));
    }

    /** Signs the asker out everywhere, here too. */
    Uni<Void> endAll() {
        return scope.inTransaction(transaction -> transaction.preparedQuery(END_OTHERS)
                .execute(Tuple.of(scope.account(), null, now()))
                .chain(() -> audit.record(transaction,
                        Deed.of(scope.account(), Action.SESSIONS_ENDED, scope.account()))));
    }

    /**
     * Ends all sessions of an account that the asker keeps.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is none in scope; FORBIDDEN where it holds a post
     *         elsewhere too
     */
    public Uni<Void> endAllOf(UUID account) {
        return scope
                .inTransaction(transaction -> transaction.preparedQuery("select revoke_staff_sessions($1, $2) as ended")
                        .execute(Tuple.of(account, now())).invoke(rows -> {
                            if (rows.iterator().next().getInteger("ended") == null) {
                                throw ProblemException.notFound();
                            }
                        })
                        .chain(() -> HeldElsewhere.refuse(transaction, account, now()))
                        .chain(() -> audit.record(transaction,
                                Deed.of(scope.account(), Action.SESSIONS_ENDED, account))));
    }

    /**
     * Changes the asker's password and ends their other sessions.
     *
     * @param address where the request came from
     * @throws ProblemException INVALID where they are the same; in the Uni: FORBIDDEN where the old one is wrong,
     *         TOO_MANY_REQUESTS where that was too often, UNAVAILABLE where too many passwords are looked at
     */
    Uni<Void> changePassword(String old, String anew, String address) {
        if (old.equals(anew)) {
            throw ProblemException.invalid("newPassword", "is the old one");
        }
        return own.mustBe(old, address).chain(known -> passwords.hash(anew).chain(hash -> replace(hash, known)));
    }

    /** Unless somebody, such as an admin, has set another since it was checked. */
    private Uni<Void> replace(String hash, String known) {
        return scope.inTransaction(transaction -> transaction.preparedQuery("select change_own_password($1, $2)")
                .execute(Tuple.of(hash, known)).invoke(rows -> {
                    if (!rows.iterator().next().getBoolean(0)) {
                        throw OwnPassword.wrong();
                    }
                })
                .chain(() -> transaction.preparedQuery(END_OTHERS)
                        .execute(Tuple.of(scope.account(), scope.session(), now())))
                .chain(() -> audit.record(transaction,
                        Deed.of(scope.account(), Action.PASSWORD_CHANGED, scope.account()))));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
