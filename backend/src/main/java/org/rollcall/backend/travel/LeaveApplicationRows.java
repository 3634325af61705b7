package org.rollcall.backend.travel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;

/** The rows of leave applications and opinions. Every read and write is in the scope of its transaction. */
@ApplicationScoped
class LeaveApplicationRows {

    private static final String INSERT = "insert into leave_application (id, supervisee_id, unit_id, kind, purpose,"
            + " area_ids, valid, applied_at, transit_out_seconds, transit_back_seconds, days, days_away, level,"
            + " recorded_by, recorded_at) select $1, s.id, s.unit_id, $3, $4, $5, tstzrange($6, $7), $8, $9, $10, $11, $12,"
            + " $13, $14, $15 from supervisee s where s.id = $2";
    private static final String OPINION = "insert into leave_opinion (id, application_id, supports, content, passed_to,"
            + " given_by, given_at) values ($1, $2, $3, $4, $5, $6, $7)";
    private static final String RAISE = "update leave_application set level = $2 where id = $1 and decided_at is null";
    private static final String DECIDE = "update leave_application set granted = $2, reason = $3, decided_by = $4,"
            + " decided_at = greatest(recorded_at, $5), permission_id = $6 where id = $1 and decided_at is null";
    private static final String ONE = "select " + LeaveApplication.COLUMNS
            + " from leave_application l where l.id = $1";
    private static final String OPINIONS = "select id, supports, content, passed_to, given_by, given_at from leave_opinion"
            + " where application_id = $1 order by id";
    private static final String OF_PERSON = "select " + LeaveApplication.COLUMNS + " from leave_application l"
            + " where l.supervisee_id = $1 and ($2::uuid is null or l.id < $2) order by l.id desc limit $3";
    // As many look-ups as there are units and ranks, however much waits. Who is of the level above decides on nothing below.
    private static final String WAITING = "with ranks as materialized (select * from leave_ranks($1))"
            + " select w.* from ranks r cross join lateral (select " + LeaveApplication.COLUMNS
            + " from leave_application l where l.unit_id = r.unit_id and l.decided_at is null"
            + " and ($2::uuid is null or l.id > $2) and case r.rank when 3 then l.level = 'SUPERIOR'"
            + " else leave_rank(l.level) <= r.rank end order by l.id limit $3) w"
            // A post at each of two ranks shows the same twice.
            + " where not exists (select from ranks q where q.unit_id = r.unit_id and q.rank > r.rank"
            + " and q.rank <> 3) order by w.id limit $3";

    Uni<Void> insert(SqlConnection transaction, UUID id, UUID person, PermissionRequest leave, LeaveCount count,
            UUID by, Instant now) {
        var row = Tuple.tuple().addUUID(id).addUUID(person).addString(leave.kind().name()).addString(leave.purpose())
                .addArrayOfUUID(leave.areaIds().toArray(UUID[]::new))
                .addOffsetDateTime(Timestamps.utc(leave.validFrom()))
                .addOffsetDateTime(Timestamps.utc(leave.validUntil()))
                .addOffsetDateTime(Timestamps.utc(leave.appliedAt())).addInteger(leave.transitOutSeconds())
                .addInteger(leave.transitBackSeconds()).addInteger(count.days()).addInteger(count.daysAway())
                .addString(count.level().name()).addUUID(by).addOffsetDateTime(Timestamps.utc(now));
        return transaction.preparedQuery(INSERT).execute(row).replaceWithVoid();
    }

    /** @param passedTo null for nobody */
    Uni<Void> addOpinion(SqlConnection transaction, UUID application, LeaveOpinionRequest opinion, LeaveLevel passedTo,
            UUID by, Instant now) {
        var row = Tuple.of(Ids.next(), application, opinion.supports(), opinion.content(),
                passedTo == null ? null : passedTo.name()).addUUID(by).addOffsetDateTime(Timestamps.utc(now));
        return transaction.preparedQuery(OPINION).execute(row).replaceWithVoid();
    }

    /** @throws ProblemException in the Uni: CONFLICT where it has been decided */
    Uni<Void> raise(SqlConnection transaction, UUID id, LeaveLevel level) {
        return transaction.preparedQuery(RAISE).execute(Tuple.of(id, level.name()))
                .invoke(LeaveApplicationRows::requireUndecided).replaceWithVoid();
    }

    /**
     * @param permission null for a refusal
     * @throws ProblemException in the Uni: CONFLICT where it has been decided
     */
    Uni<Void> decide(SqlConnection transaction, UUID id, LeaveDecisionRequest decision, UUID by, Instant now,
            UUID permission) {
        return transaction.preparedQuery(DECIDE)
                .execute(Tuple.of(id, decision.granted(), decision.reason(), by, Timestamps.utc(now), permission))
                .invoke(LeaveApplicationRows::requireUndecided).replaceWithVoid();
    }

    private static void requireUndecided(RowSet<Row> changed) {
        if (changed.rowCount() == 0) {
            throw decided();
        }
    }

    static ProblemException decided() {
        return new ProblemException(ProblemType.CONFLICT, "It has been decided.");
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is none in scope */
    Uni<LeaveApplication> get(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id)).chain(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound();
            }
            return transaction.preparedQuery(OPINIONS).execute(Tuple.of(id))
                    .map(opinions -> LeaveApplication.whole(rows.iterator().next(),
                            StreamSupport.stream(opinions.spliterator(), false).map(LeaveOpinion::of).toList()));
        });
    }

    Uni<List<LeaveApplication>> listOf(SqlConnection transaction, UUID person, PageRequest page) {
        return transaction.preparedQuery(OF_PERSON).execute(Tuple.of(person, after(page), page.fetch()))
                .map(LeaveApplicationRows::listed);
    }

    Uni<List<LeaveApplication>> listWaiting(SqlConnection transaction, PageRequest page, Instant now) {
        return transaction.preparedQuery(WAITING).execute(Tuple.of(Timestamps.utc(now), after(page), page.fetch()))
                .map(LeaveApplicationRows::listed);
    }

    private static UUID after(PageRequest page) {
        return page.afterId() == null ? null : page.afterId().id();
    }

    static List<LeaveApplication> listed(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(LeaveApplication::listed).toList();
    }
}
