package org.rollcall.backend.access;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/** Whoever holds a post of another unit too is not for the admin of one unit to shut out. */
public final class HeldElsewhere {

    private static final String FIND = "select from post where account_id = $1"
            + " and (upper_inf(valid) or upper(valid) > $2::timestamptz) and not in_scope(unit_id)";

    private HeldElsewhere() {
    }

    /**
     * Nothing, where all posts of an account that have not ended lie in the scope of this transaction.
     *
     * @throws ProblemException in the Uni: FORBIDDEN
     */
    public static Uni<Void> refuse(SqlConnection transaction, UUID account, OffsetDateTime now) {
        return transaction.preparedQuery(FIND).execute(Tuple.of(account, now)).invoke(rows -> {
            if (rows.size() > 0) {
                throw new ProblemException(ProblemType.FORBIDDEN,
                        "The account holds a post outside your scope. End its posts in your scope instead.");
            }
        }).replaceWithVoid();
    }
}
