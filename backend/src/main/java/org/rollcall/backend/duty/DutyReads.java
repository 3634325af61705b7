package org.rollcall.backend.duty;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/**
 * The lists: schedules, slots, reports of one person, as far as the asker may see that person. Reports are in the person's
 * own words: that they were looked at is put on record.
 */
@ApplicationScoped
class DutyReads {

    private static final String SCHEDULES = "select " + Schedule.COLUMNS + " from schedule where supervisee_id = $1"
            + " and ($2::uuid is null or id > $2) order by id limit $3";
    private static final String SLOTS = "select " + Slot.COLUMNS + " from slot where supervisee_id = $1"
            + " and ($2::timestamptz is null or (opens_at, id) > ($2, $3::uuid))"
            + " and ($5::timestamptz is null or due_at >= $5) and ($6::timestamptz is null or opens_at < $6)"
            + " and ($7::text is null or kind = $7) and ($8::text is null or case when state = 'SCHEDULED'"
            + " and opens_at <= $9 then 'OPEN' else state end = $8) order by opens_at, id limit $4";
    private static final String REPORTS = "select r.id as report_id, r.submitted_at, r.law_abidance, r.supervision,"
            + " r.education, r.community_service, r.social_activities, s.*"
            + " from report r join slot s on s.id = r.slot_id where r.supervisee_id = $1"
            + " and ($2::uuid is null or r.id < $2) order by r.id desc limit $3";

    private final Scope scope;
    private final SuperviseeLookup people;
    private final AuditTrail audit;
    private final Clock clock;

    DutyReads(Scope scope, SuperviseeLookup people, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<Page<Schedule>> schedules(UUID person, PageRequest page) {
        return scope.inTransaction(
                transaction -> people.page(transaction, person, SCHEDULES, page, Schedule::of, Schedule::id));
    }

    /** What to leave out of a list of slots; a null leaves out nothing. */
    record SlotFilter(Instant from, Instant to, DutyKind kind, SlotState state) {}

    Uni<Page<Slot>> slots(UUID person, SlotFilter filter, PageRequest page) {
        var now = clock.instant();
        var after = page.afterInstant();
        var tuple = Tuple.tuple().addUUID(person).addValue(after == null ? null : after.at().atOffset(ZoneOffset.UTC))
                .addUUID(after == null ? null : after.id()).addInteger(page.fetch()).addValue(utc(filter.from()))
                .addValue(utc(filter.to())).addString(filter.kind() == null ? null : filter.kind().name())
                .addString(filter.state() == null ? null : filter.state().name()).addValue(utc(now));
        return scope
                .inTransaction(transaction -> people.require(transaction, person)
                        .chain(() -> transaction.preparedQuery(SLOTS).execute(tuple)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> Slot.of(row, now)).toList())
                .map(found -> page.page(found, slot -> new Cursor.ByInstant(slot.opensAt(), slot.id())));
    }

    Uni<Page<Report>> reports(UUID person, PageRequest page) {
        var now = clock.instant();
        return scope.inTransaction(transaction -> people.page(transaction, person, REPORTS, page,
                row -> new Report(row.getUUID("report_id"), row.getOffsetDateTime("submitted_at").toInstant(),
                        Slot.of(row, now), ReportHeadings.of(row)),
                Report::id)
                .call(seen -> audit.record(transaction, new Deed(scope.account(), Action.REPORTS_SEEN, person,
                        Optional.empty(), new JsonObject().put("count", seen.items().size())))));
    }

    private static Object utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
