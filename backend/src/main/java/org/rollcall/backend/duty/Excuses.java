package org.rollcall.backend.duty;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Timestamps;

/**
 * Excuses what could not be asked of somebody after all. A miss that was stated stays in the entries of its slot; the
 * excuse is one more. Thread-safe.
 */
@ApplicationScoped
public class Excuses {

    // What opens later is excused when it is due, if that still holds then.
    private static final String EXCUSE = "with overlapping as (select id from slot where supervisee_id = $1"
            + " and opens_at < coalesce($3::timestamptz, 'infinity') and closes_at > $2 and opens_at <= $4"
            + " and state in ('SCHEDULED', 'OPEN', 'MISSED') order by id for update),"
            + " excused as (update slot s set state = 'EXCUSED' from overlapping o where s.id = o.id returning s.id)"
            + " insert into slot_entry (slot_id, seq, state, at, actor, reason)"
            + " select id, (select max(seq) + 1 from slot_entry where slot_id = excused.id), 'EXCUSED', $4::timestamptz, $6::uuid, $5::text"
            + " from excused";

    /**
     * Excuses the slots that have opened and overlap that time. Locks them: after standings, before alerts.
     *
     * @param until empty for all that comes
     * @param actor who decided it
     * @return how many
     */
    public Uni<Integer> excuse(SqlConnection transaction, UUID person, Instant from, Optional<Instant> until,
            Instant now, String reason, UUID actor) {
        return transaction.preparedQuery(EXCUSE)
                .execute(Tuple.of(person, Timestamps.utc(from), Timestamps.utc(until.orElse(null)),
                        Timestamps.utc(now), reason, actor))
                .map(rows -> rows.rowCount());
    }
}
