package org.rollcall.backend.access;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.container.ResourceInfo;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one place where data are read or written on somebody's behalf: a transaction whose account is set for it alone,
 * so that row-level security shows what is in that account's scope and nothing else.
 *
 * <p>Whoever is an officer here and an inspector there has two scopes: of the asker's posts only those count whose role
 * the operation lets in, and where the session holds one post, that one alone.
 */
@RequestScoped
public class Scope {

    static final String DEVICE = "rollcall.device";
    static final String ONE_TIME_PASSWORD = "rollcall.one-time-password";
    static final String POST = "rollcall.post";
    static final String SESSION = "rollcall.session";

    // One text for an answer, which both ways into the database can read.
    static final String SET = "select concat(set_config('rollcall.account_id', $1, true),"
            + " set_config('rollcall.post_id', $2, true), set_config('rollcall.roles', $3, true),"
            + " set_config('rollcall.session_id', $4, true), set_config('rollcall.device_id', $5, true),"
            // Not among what is answered.
            + " left(set_config('rollcall.digest_key', $6, true), 0))";

    private final Pool pool;
    private final Mutiny.SessionFactory sessions;
    private final SecurityIdentity identity;
    private final DigestKey digestKey;
    private final String roles;

    Scope(Pool pool, Mutiny.SessionFactory sessions, SecurityIdentity identity, DigestKey digestKey,
            ResourceInfo operation) {
        this.pool = pool;
        this.sessions = sessions;
        this.identity = identity;
        this.digestKey = digestKey;
        this.roles = String.join(",", rolesLetIn(operation));
    }

    /** The account that asks. */
    public UUID account() {
        return UUID.fromString(identity.getPrincipal().getName());
    }

    /** The enrolled device that asks. */
    public UUID device() {
        return identity.getAttribute(DEVICE);
    }

    /** The session of staff that asks; null for a phone. */
    UUID session() {
        return identity.getAttribute(SESSION);
    }

    /** The same, as whoever sends fixes: only phones with our own client hold tokens. */
    public EnrolledDevice phone() {
        return new EnrolledDevice(device(), account(), DeviceKind.PHONE, Dialect.NATIVE);
    }

    /** Runs the work in one transaction under the asker's scope: committed when it succeeds, else rolled back. */
    public <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        var settings = Tuple.from(settings());
        return pool.withTransaction(
                connection -> connection.preparedQuery(SET).execute(settings).chain(() -> work.apply(connection)));
    }

    /** The same for entities: one session, one transaction, the asker's scope. */
    // Hibernate writes ?1 where PostgreSQL writes $1.
    public <T> Uni<T> inSession(Function<Mutiny.Session, Uni<T>> work) {
        var settings = settings();
        return sessions.withTransaction(session -> session.createNativeQuery(SET.replace('$', '?'), String.class)
                .setParameter(1, settings.get(0)).setParameter(2, settings.get(1)).setParameter(3, settings.get(2))
                .setParameter(4, settings.get(3)).setParameter(5, settings.get(4)).setParameter(6, settings.get(5))
                .getSingleResult().chain(() -> work.apply(session)));
    }

    /** What is set for the transaction, in the order of {@link #SET}. */
    List<String> settings() {
        return List.of(account().toString(), word(POST), roles, word(SESSION), word(DEVICE),
                digestKey.blocks());
    }

    /** That attribute of the asker; empty where there is none, as a post where the session holds them all. */
    private String word(String attribute) {
        UUID id = identity.getAttribute(attribute);
        return id == null ? "" : id.toString();
    }

    /** Empty where the operation lets in whoever has signed in. */
    private static String[] rolesLetIn(ResourceInfo operation) {
        var allowed = operation.getResourceMethod().getAnnotation(RolesAllowed.class);
        if (allowed == null) {
            allowed = operation.getResourceClass().getAnnotation(RolesAllowed.class);
        }
        return allowed == null ? new String[0] : allowed.value();
    }
}
