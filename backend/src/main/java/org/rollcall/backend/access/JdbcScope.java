package org.rollcall.backend.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.agroal.DataSource;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * What {@link Scope} is, for the few things that move much at once over JDBC: the same role, the same second wall. For
 * worker threads only; a node has two such connections.
 */
@RequestScoped
public class JdbcScope {

    private static final Set<String> ABLE_LATER = Set.of("08", "40", "53", "55", "57");

    private final javax.sql.DataSource bulk;
    private final Scope scope;

    /** An SQLException on its way through what does not declare it; {@link #inTransaction} knows what it means. */
    public static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Failed(SQLException cause) {
            super(cause);
        }
    }

    JdbcScope(@DataSource("bulk") javax.sql.DataSource bulk, Scope scope) {
        this.bulk = bulk;
        this.scope = scope;
    }

    /** Work over JDBC. */
    @FunctionalInterface
    public interface Work<T> {

        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs the work in one transaction under the asker's scope: committed when it succeeds, else rolled back.
     *
     * @throws ProblemException UNAVAILABLE, if the database cannot do it now
     */
    public <T> T inTransaction(Work<T> work) {
        try (var connection = bulk.getConnection()) {
            connection.setAutoCommit(false);
            try {
                enter(connection);
                var result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw refusal(e);
        } catch (Failed e) {
            throw refusal((SQLException) e.getCause());
        }
    }

    private void enter(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(Scope.SET.replaceAll("\\$\\d", "?"))) {
            int parameter = 0;
            for (var setting : scope.settings()) {
                parameter++;
                statement.setString(parameter, setting);
            }
            statement.execute();
        }
    }

    private static RuntimeException refusal(SQLException e) {
        var state = e.getSQLState();
        // Without a state it is the pool that had no connection in time.
        boolean later = state == null || state.length() == 5 && ABLE_LATER.contains(state.substring(0, 2));
        return later
                ? new ProblemException(ProblemType.UNAVAILABLE, "Wait as Retry-After says.")
                : new IllegalStateException(e);
    }
}
