package org.rollcall.backend.access;

import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The scope of a person under supervision in a transaction that {@link Scope} does not open: before there is a session,
 * for who proved with a code whose phone it is; and where another role does what the person asked, which sees what it
 * always sees but remembers in the person's name. Such a person holds no post and sees nobody else.
 */
public final class PersonScope {

    private static final String SET = "select set_config('rollcall.account_id', $1, true)";

    private PersonScope() {
    }

    /** Sets it for the rest of this transaction. */
    public static Uni<Void> enter(SqlConnection transaction, UUID person) {
        return transaction.preparedQuery(SET).execute(Tuple.of(person.toString())).replaceWithVoid();
    }
}
