package org.rollcall.backend.access;

import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one place where data are read or written on somebody's behalf: a transaction whose account is set for it alone,
 * so that row-level security shows what is in that account's scope and nothing else.
 */
@RequestScoped
public class Scope {

    static final String DEVICE = "rollcall.device";
    private static final String SET = "select set_config('rollcall.account_id', $1, true)";

    private final Pool pool;
    private final Mutiny.SessionFactory sessions;
    private final SecurityIdentity identity;

    Scope(Pool pool, Mutiny.SessionFactory sessions, SecurityIdentity identity) {
        this.pool = pool;
        this.sessions = sessions;
        this.identity = identity;
    }

    /** The account that asks. */
    public UUID account() {
        return UUID.fromString(identity.getPrincipal().getName());
    }

    /** The enrolled device that asks. */
    public UUID device() {
        return identity.getAttribute(DEVICE);
    }

    /** The same, as whoever sends fixes: only phones with our own client hold tokens. */
    public EnrolledDevice phone() {
        return new EnrolledDevice(device(), account(), DeviceKind.PHONE, Dialect.NATIVE);
    }

    /** Runs the work in one transaction under the asker's scope: committed when it succeeds, else rolled back. */
    public <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        var account = account().toString();
        return pool.withTransaction(
                connection -> connection.preparedQuery(SET)
                        .execute(Tuple.of(account)).chain(() -> work.apply(connection)));
    }

    /** The same for entities: one session, one transaction, the asker's scope. */
    // Hibernate writes ?1 where PostgreSQL writes $1.
    public <T> Uni<T> inSession(Function<Mutiny.Session, Uni<T>> work) {
        var account = account().toString();
        return sessions.withTransaction(session -> session.createNativeQuery(SET.replace("$1", "?1"), String.class)
                .setParameter(1, account).getSingleResult().chain(() -> work.apply(session)));
    }
}
