package org.rollcall.backend.travel;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/** What a leave of somebody comes to, and whether the asker may decide on it. Thread-safe. */
@ApplicationScoped
class LeaveRanks {

    private static final String OTHERS = "select lower(v.valid) as valid_from, upper(v.valid) as valid_until"
            + " from permission p join permission_version v on v.permission_id = p.id and v.known_until is null"
            + " where p.supervisee_id = $1 and p.kind in ('SINGLE', 'MEDICAL_EMERGENCY') and not isempty(v.valid)"
            + " and v.valid && tstzrange($2, $3)";
    private static final String RANK = "select leave_rank_at(s.unit_id, $2) as rank from supervisee s where s.id = $1";

    private final SuperviseeLookup people;
    private final LeaveRule rule;

    LeaveRanks(SuperviseeLookup people, LeaveRule rule) {
        this.people = people;
        this.rule = rule;
    }

    /**
     * What it comes to, with all that is permitted now. Whoever decides by it holds the person's standing
     * ({@link org.rollcall.backend.supervisee.RulesVersion}): else two at once stay under the limit, each without the other.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope; INVALID for a recurring permit that
     *         holds too long
     */
    Uni<LeaveCount> count(SqlConnection transaction, UUID person, PermissionRequest leave) {
        return people.zone(transaction, person).chain(zone -> {
            var journey = Journey.of(leave.validFrom(), leave.validUntil(), zone);
            rule.requireAnEnd(leave.kind(), journey);
            return others(transaction, person, journey, zone)
                    .map(others -> rule.count(leave.kind(), journey, others));
        });
    }

    private Uni<List<Journey>> others(SqlConnection transaction, UUID person, Journey journey, ZoneId zone) {
        // Twice: a later leave's window reaches back beyond this one's beginning.
        var from = journey.last().minusMonths(2L * rule.windowMonths()).atStartOfDay(zone).toInstant();
        var until = journey.last().plusMonths(rule.windowMonths()).plusDays(1).atStartOfDay(zone).toInstant();
        return transaction.preparedQuery(OTHERS).execute(Tuple.of(person, Timestamps.utc(from), Timestamps.utc(until)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> Journey.of(Timestamps.instant(row, "valid_from"),
                                Timestamps.instant(row, "valid_until"), zone))
                        .toList());
    }

    /** At which rank the asker decides on leaves of that person; 0 for none. */
    Uni<Integer> ofAsker(SqlConnection transaction, UUID person, Instant now) {
        return transaction.preparedQuery(RANK).execute(Tuple.of(person, Timestamps.utc(now)))
                .map(rows -> rows.iterator().next().getInteger("rank"));
    }

    /** @throws ProblemException in the Uni: BEYOND_RANK where somebody else decides on it */
    Uni<LeaveCount> require(SqlConnection transaction, UUID person, PermissionRequest leave, LeaveLevel least,
            Instant now) {
        return count(transaction, person, leave).map(count -> count.notBelow(least))
                .call(count -> ofAsker(transaction, person, now).invoke(count::requireRank));
    }
}
