package org.rollcall.backend.supervisee;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The version of the rules a person is judged by. Whoever changes anything that the kernel reads (areas, permissions,
 * mode, policy, collection periods) calls {@code bump} first in the same transaction: it locks the person's standings,
 * as judging does, in the order of person and device kind, so that no fix is judged by a mixture of old and new rules.
 * The standing of the phone is made where it is missing. Thread-safe.
 */
@ApplicationScoped
public class RulesVersion {

    // A person's standings always carry the same version: whoever adds one for another device kind takes the phone's
    // version under the phone's lock.
    private static final String BUMP = "select cast(bump_rules(cast(string_to_array(%s, ',') as uuid[])) as text)";
    private static final String BUMP_BY_CONNECTION = BUMP.formatted("$1");
    private static final String BUMP_BY_SESSION = BUMP.formatted("?1");
    private static final String BUMP_BY_JDBC = BUMP.formatted("?");

    /** Locks one person's standings and moves their version on, in the transaction of this connection. */
    public Uni<Void> bump(SqlConnection connection, UUID person) {
        return bump(connection, Set.of(person));
    }

    /** The same for many people at once, whatever the order in which they are given. */
    public Uni<Void> bump(SqlConnection connection, Collection<UUID> people) {
        return people.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(BUMP_BY_CONNECTION).execute(Tuple.of(joined(people))).replaceWithVoid();
    }

    /** The same in the transaction of this session. What the session has not written yet is written first. */
    public Uni<Void> bump(Mutiny.Session session, UUID person) {
        return bump(session, Set.of(person));
    }

    /** The same for many people at once, in the transaction of this session. */
    public Uni<Void> bump(Mutiny.Session session, Collection<UUID> people) {
        return people.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.flush().chain(() -> session.createNativeQuery(BUMP_BY_SESSION, String.class)
                        .setParameter(1, joined(people)).getSingleResult()).replaceWithVoid();
    }

    /** The same for many people at once, in the transaction of this JDBC connection. */
    public void bump(Connection connection, Collection<UUID> people) throws SQLException {
        if (people.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(BUMP_BY_JDBC)) {
            statement.setString(1, joined(people));
            statement.execute();
        }
    }

    private static String joined(Collection<UUID> people) {
        return people.stream().map(UUID::toString).collect(Collectors.joining(","));
    }
}
