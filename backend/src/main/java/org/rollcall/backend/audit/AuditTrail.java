package org.rollcall.backend.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;
import org.rollcall.backend.platform.Ids;

/**
 * Puts deeds on record, in the transaction that does them: there is no deed without its row and no row without its deed.
 * A look is on record before its first byte leaves, because the answer is written after that transaction. Thread-safe.
 */
@ApplicationScoped
public class AuditTrail {

    private static final String COLUMNS = "insert into audit_entry (id, at, actor, action, object_id, purpose, detail) ";

    private final Clock clock;

    AuditTrail(Clock clock) {
        this.clock = clock;
    }

    /** Records in the transaction of this connection. */
    public Uni<Void> record(SqlConnection transaction, Deed deed) {
        var row = Tuple.tuple().addUUID(Ids.next()).addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
                .addUUID(deed.actor()).addString(deed.action().name()).addUUID(deed.object())
                .addString(deed.purpose().orElse(null)).addValue(deed.detail());
        return transaction.preparedQuery(COLUMNS + "values ($1, $2, $3, $4, $5, $6, $7)").execute(row)
                .replaceWithVoid();
    }

    /** Records in the transaction of this session. */
    public Uni<Void> record(Mutiny.Session session, Deed deed) {
        JsonObject detail = deed.detail();
        return session
                .createNativeQuery(COLUMNS
                        + "values (?1, ?2, ?3, ?4, ?5, nullif(cast(?6 as text), ''), cast(cast(?7 as text) as jsonb))")
                .setParameter(1, Ids.next()).setParameter(2, clock.instant().atOffset(ZoneOffset.UTC))
                .setParameter(3, deed.actor()).setParameter(4, deed.action().name()).setParameter(5, deed.object())
                .setParameter(6, deed.purpose().orElse("")).setParameter(7, detail.encode()).executeUpdate()
                .replaceWithVoid();
    }

    /** Records in the transaction of this JDBC connection. */
    public void record(Connection connection, Deed deed) throws SQLException {
        try (var statement = connection.prepareStatement(COLUMNS + "values (?, ?, ?, ?, ?, ?, cast(? as jsonb))")) {
            statement.setObject(1, Ids.next());
            statement.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
            statement.setObject(3, deed.actor());
            statement.setString(4, deed.action().name());
            statement.setObject(5, deed.object());
            statement.setString(6, deed.purpose().orElse(null));
            statement.setString(7, deed.detail().encode());
            statement.executeUpdate();
        }
    }
}
