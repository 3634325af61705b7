package org.rollcall.backend.platform;

import java.util.List;
import java.util.regex.Pattern;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.hibernate.reactive.mutiny.Mutiny;

/** One query with one text for an answer, whichever of the two ways into the database a transaction was opened by. */
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

    /** Hibernate writes {@code ?1} where PostgreSQL writes {@code $1}. */
    final class Hibernate {

        private static final Pattern PARAMETER = Pattern.compile("\\$(\\d)");

        private Hibernate() {
        }
    }
}
