package org.rollcall.backend.agency;

import java.time.OffsetDateTime;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Keeps a province from losing its last admin, whom nobody but the operator could replace: whoever takes a post or an
 * account away takes a turn first, then asks what would remain.
 */
final class LastAdmin {

    // Two admins who end one another at once would each leave the other.
    private static final String TURN = "select pg_advisory_xact_lock(hashtext('rollcall.last-admin'))";
    private static final String ENDANGERED = "select from post p join agency_unit u on u.id = p.unit_id"
            + " and u.level = 'PROVINCE' where p.role = 'ADMIN' and p.valid @> $1::timestamptz"
            + " and ($2::uuid = p.account_id or $2 = p.id) and not exists (select from post o join account a"
            + " on a.id = o.account_id and a.disabled_at is null where o.unit_id = p.unit_id and o.role = 'ADMIN'"
            + " and o.valid @> $1 and $2 <> o.account_id and $2 <> o.id)";

    private LastAdmin() {
    }

    static Uni<Void> takeTurn(SqlConnection transaction) {
        return transaction.query(TURN).execute().replaceWithVoid();
    }

    /**
     * Refuses to leave a province without an admin.
     *
     * @param taken the account or the post that is taken away
     * @throws ProblemException in the Uni: CONFLICT
     */
    static Uni<Void> mustRemain(SqlConnection transaction, UUID taken, OffsetDateTime now) {
        return transaction.preparedQuery(ENDANGERED).execute(Tuple.of(now, taken)).invoke(rows -> {
            if (rows.rowCount() > 0) {
                throw new ProblemException(ProblemType.CONFLICT,
                        "It would leave the province without an admin. Give another account the post first.");
            }
        }).replaceWithVoid();
    }
}
