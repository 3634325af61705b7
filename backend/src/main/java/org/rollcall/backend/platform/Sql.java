package org.rollcall.backend.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;

/** One query with one text for an answer, whichever of the three ways into the database a transaction was opened by. */
@FunctionalInterface
interface Sql {

    /** The first column of the first row; null where there is none. Parameters are {@code $1} and so on. */
    Uni<String> text(String query, Object... parameters);

    static Sql of(SqlConnection connection) {
        return (query, parameters) -> connection.preparedQuery(query).execute(Tuple.from(List.of(parameters)))
                .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getString(0) : null);
    }

    static Sql of(Mutiny.Session session) {
        return (query, parameters) -> {
            var prepared = session.createNativeQuery(Hibernate.PARAMETER.matcher(query).replaceAll("?$1"),
                    String.class);
            for (int i = 0; i < parameters.length; i++) {
                prepared.setParameter(i + 1, parameters[i]);
            }
            return prepared.getSingleResultOrNull();
        };
    }

    /** Over JDBC, when the answer is asked for, on the thread that asks. */
    static Sql of(Connection connection) {
        return (query, parameters) -> Uni.createFrom().item(() -> {
            try {
                return Jdbc.text(connection, query, parameters);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** JDBC knows parameters by their place alone. */
    final class Jdbc {

        private Jdbc() {
        }

        private static String text(Connection connection, String query, Object... parameters) throws SQLException {
            var placed = new ArrayList<Object>();
            var plain = Hibernate.PARAMETER.matcher(query).replaceAll(found -> {
                placed.add(parameters[Integer.parseInt(found.group(1)) - 1]);
                return "?";
            });
            try (var statement = connection.prepareStatement(plain)) {
                for (int i = 0; i < placed.size(); i++) {
                    statement.setObject(i + 1, placed.get(i));
                }
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? rows.getString(1) : null;
                }
            }
        }
    }

    /** Hibernate writes {@code ?1} where PostgreSQL writes {@code $1}. */
    final class Hibernate {

        private static final Pattern PARAMETER = Pattern.compile("\\$(\\d)");

        private Hibernate() {
        }
    }
}
