package org.rollcall.backend.supervisee;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;

/** Notices to guardians, as officers write and see them, and as guardians read and acknowledge them. Thread-safe. */
@ApplicationScoped
class WardNotices {

    private static final String REGIME = "select regime from supervisee where id = $1";
    private static final String INSERT = "insert into guardian_notice (id, supervisee_id, kind, takes_place, told_at,"
            + " told_by) values ($1, $2, $3, $4, $5, $6)";
    private static final String PAGE = "select n.id, n.kind, n.takes_place, n.told_at, (select min(k.at) from"
            + " guardian_acknowledgement k where k.notice_id = n.id) as acknowledged_at from guardian_notice n"
            + " where n.supervisee_id = $1 and ($2::uuid is null or n.id < $2) order by n.id desc limit $3";
    private static final String MINE = "select id, kind, takes_place, told_at, acknowledged_at from ward_notices($1, $2, $3)";
    private static final String ACKNOWLEDGE = "select id, kind, takes_place, told_at, acknowledged_at, ward, first"
            + " from acknowledge_ward_notice($1, $2)";

    private final Scope scope;
    private final SuperviseeLookup people;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Clock clock;

    WardNotices(Scope scope, SuperviseeLookup people, Idempotency idempotency, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.people = people;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Tells a minor's guardians.
     *
     * @throws ProblemException INVALID; in the Uni NOT_FOUND where there is nobody in scope, CONFLICT where it is no minor
     */
    Uni<GuardianNotice> tell(UUID person, GuardianNoticeRequest request) {
        request.check();
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> idempotency.once(transaction, request, GuardianNotice.class,
                        () -> tell(transaction, person, request))));
    }

    private Uni<GuardianNotice> tell(SqlConnection transaction, UUID person, GuardianNoticeRequest request) {
        var now = Timestamps.now(clock);
        var notice = new GuardianNotice(Ids.next(), GuardianNotice.Kind.valueOf(request.kind().name()),
                Timestamps.given(request.takesPlace(), "takesPlace"), now, null);
        return transaction.preparedQuery(REGIME).execute(Tuple.of(person)).invoke(rows -> {
            if (!rows.iterator().next().getString("regime").equals(Regime.JUVENILE.name())) {
                throw new ProblemException(ProblemType.CONFLICT, "Only a minor has a guardian here.");
            }
        }).chain(() -> transaction.preparedQuery(INSERT).execute(Tuple.of(notice.id(), person, notice.kind().name(),
                Timestamps.utc(notice.takesPlace()), Timestamps.utc(now), scope.account())))
                .chain(() -> record(transaction, Action.GUARDIAN_TOLD, person, notice)).replaceWith(notice);
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope */
    Uni<Page<GuardianNotice>> list(UUID person, PageRequest page) {
        return scope.inTransaction(transaction -> people.page(transaction, person, PAGE, page, GuardianNotice::of,
                GuardianNotice::id));
    }

    /** What the guardian who asks was told, newest first. */
    Uni<Page<GuardianNotice>> listMine(PageRequest page) {
        var asked = Tuple.of(after(page), page.fetch(), Timestamps.utc(Timestamps.now(clock)));
        return scope.inTransaction(transaction -> transaction.preparedQuery(MINE).execute(asked))
                .map(rows -> page(rows, page));
    }

    /**
     * The guardian who asks was told. The first time counts, and is on record.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where it is no notice of theirs
     */
    Uni<GuardianNotice> acknowledge(UUID id) {
        return scope.inTransaction(transaction -> transaction.preparedQuery(ACKNOWLEDGE)
                .execute(Tuple.of(id, Timestamps.utc(Timestamps.now(clock)))).chain(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ProblemException.notFound();
                    }
                    var row = rows.iterator().next();
                    var notice = GuardianNotice.of(row);
                    return row.getBoolean("first")
                            ? record(transaction, Action.GUARDIAN_ACKNOWLEDGED, row.getUUID("ward"), notice)
                                    .replaceWith(notice)
                            : Uni.createFrom().item(notice);
                }));
    }

    private static UUID after(PageRequest page) {
        return page.afterId() == null ? null : page.afterId().id();
    }

    private static Page<GuardianNotice> page(RowSet<Row> rows, PageRequest page) {
        return page.page(StreamSupport.stream(rows.spliterator(), false).map(GuardianNotice::of).toList(),
                each -> new Cursor.ById(each.id()));
    }

    private Uni<Void> record(SqlConnection transaction, Action action, UUID person, GuardianNotice notice) {
        return audit.record(transaction, new Deed(scope.account(), action, person, Optional.empty(),
                new JsonObject().put("noticeId", notice.id().toString()).put("kind", notice.kind().name())));
    }
}
