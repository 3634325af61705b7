package org.rollcall.backend.duty;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.PersonScope;
import org.rollcall.backend.location.Contacts;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.KeyedRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * Handing in the monthly report. What is handed in stays as it is. The person is known by the caller; the transaction is
 * the worker's, since it may clear an alert, which is nothing that a supervisee may write.
 */
@ApplicationScoped
class Reports {

    private static final String INSERT = "insert into report (id, slot_id, supervisee_id, submitted_at, law_abidance,"
            + " supervision, education, community_service, social_activities) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
            + " on conflict (slot_id) do nothing";

    private final Pool pool;
    private final Slots slots;
    private final Contacts contacts;
    private final Clock clock;

    Reports(@ReactiveDataSource("worker") Pool pool, Slots slots, Contacts contacts, Clock clock) {
        this.pool = pool;
        this.slots = slots;
        this.contacts = contacts;
        this.clock = clock;
    }

    /**
     * Hands in a report.
     *
     * @param slotId which; null for the one that is open now
     * @param request what is remembered, so that a repetition gets the first answer
     */
    Uni<Report> submit(UUID person, UUID slotId, ReportHeadings headings, KeyedRequest request) {
        return pool.withTransaction(transaction -> PersonScope.enter(transaction, person)
                .chain(() -> request.once(transaction, Report.class,
                        () -> take(transaction, person, slotId, headings))));
    }

    private Uni<Report> take(SqlConnection transaction, UUID person, UUID slotId, ReportHeadings headings) {
        var now = clock.instant();
        var attempt = new Attempt(now, now);
        return contacts.heard(transaction, person, DeviceKind.PHONE, now)
                .chain(() -> slots.getOpenTo(transaction, person, DutyKind.REPORT, slotId, attempt))
                .chain(open -> slots.count(transaction, person, DutyKind.REPORT, open.id(), attempt))
                .chain(slot -> store(transaction, new Report(Ids.next(), now, slot, headings)));
    }

    private static Uni<Report> store(SqlConnection transaction, Report report) {
        var headings = report.headings();
        var tuple = Tuple.tuple().addUUID(report.id()).addUUID(report.slot().id()).addUUID(report.slot().superviseeId())
                .addOffsetDateTime(report.submittedAt().atOffset(ZoneOffset.UTC)).addString(headings.lawAbidance())
                .addString(headings.supervision()).addString(headings.education())
                .addString(headings.communityService())
                .addString(headings.socialActivities());
        return transaction.preparedQuery(INSERT).execute(tuple)
                .chain(rows -> rows.rowCount() == 1 ? Uni.createFrom().item(report) : repeated(transaction, report));
    }

    /** A phone that did not hear the answer sends the same again and gets the same again. */
    private static Uni<Report> repeated(SqlConnection transaction, Report report) {
        return transaction.preparedQuery("select * from report where slot_id = $1")
                .execute(Tuple.of(report.slot().id()))
                .map(rows -> {
                    var row = rows.iterator().next();
                    if (!ReportHeadings.of(row).equals(report.headings())) {
                        throw new ProblemException(ProblemType.CONFLICT, "This report has been handed in already.");
                    }
                    return new Report(row.getUUID("id"), row.getOffsetDateTime("submitted_at").toInstant(),
                            report.slot(),
                            report.headings());
                });
    }
}
