package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Timestamps;

/**
 * Takes time out of collection periods and gives it back, by rows beside the old ones (invariant 7). The caller has
 * bumped the {@link RulesVersion} before, in the same transaction. Thread-safe.
 */
@ApplicationScoped
public class CollectionCuts {

    // What is left of each period at both sides. The ids are made here: a row more or less, and nobody refers to them.
    private static final String CUT = """
            with ended as (
              update collection_period set known_until = greatest($4, known_from + interval '1 microsecond')
              where supervisee_id = $1 and known_until is null and valid && tstzrange($2, $3)
              returning valid, known_until),
            rest as (
              select range * multirange(valid) as left_over, known_until from ended,
                (select multirange(tstzrange(null, null)) - multirange(tstzrange($2, $3)) as range) as outside)
            insert into collection_period (id, supervisee_id, valid, known_from)
            select gen_random_uuid(), $1::uuid, part, known_until from rest, unnest(left_over) as part""";
    // No more than the term allows, and nothing that is believed already.
    private static final String RESUME = """
            with term as (
              select tstzrange(term_from::timestamp at time zone zone,
                (term_until + 1)::timestamp at time zone zone) as whole from supervisee where id = $1),
            believed as (
              select coalesce(range_agg(valid), '{}'::tstzmultirange) as known from collection_period
              where supervisee_id = $1 and known_until is null)
            insert into collection_period (id, supervisee_id, valid, known_from)
            select gen_random_uuid(), $1::uuid, part, $4::timestamptz from term, believed,
              unnest(multirange(whole * tstzrange($2, $3)) - known) as part""";

    /**
     * Takes that time out of what may be collected.
     *
     * @param until empty for all that comes
     * @return how many periods were cut or ended
     */
    public Uni<Integer> cut(SqlConnection transaction, UUID person, Instant from, Optional<Instant> until,
            Instant now) {
        return execute(transaction, CUT, person, from, until, now);
    }

    /**
     * Lets something be collected in that time again, within the term.
     *
     * @param until empty for the end of the term
     */
    public Uni<Integer> resume(SqlConnection transaction, UUID person, Instant from, Optional<Instant> until,
            Instant now) {
        return execute(transaction, RESUME, person, from, until, now);
    }

    private static Uni<Integer> execute(SqlConnection transaction, String sql, UUID person, Instant from,
            Optional<Instant> until, Instant now) {
        return transaction.preparedQuery(sql)
                .execute(Tuple.of(person, Timestamps.utc(from), Timestamps.utc(until.orElse(null)),
                        Timestamps.utc(now)))
                .map(rows -> rows.rowCount());
    }
}
