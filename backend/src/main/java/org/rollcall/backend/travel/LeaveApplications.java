package org.rollcall.backend.travel;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.area.AreaLookup;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.GuardianNotices;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/**
 * Leaves on which somebody of a higher rank decides: recorded with an opinion, passed upward, decided once. What it comes to
 * is counted when it is recorded, and again when it is decided: other leaves may have been granted meanwhile. Thread-safe.
 */
@ApplicationScoped
class LeaveApplications {

    /** Why who works for a city or a province looks at it. */
    private static final String PURPOSE = "LEAVE_DECISION";

    private final Scope scope;
    private final Idempotency idempotency;
    private final SuperviseeLookup people;
    private final AreaLookup areas;
    private final LeaveRanks ranks;
    private final LeaveApplicationRows rows;
    private final PermissionBook permissions;
    private final GuardianNotices guardians;
    private final AuditTrail audit;
    private final Clock clock;

    LeaveApplications(Scope scope, Idempotency idempotency, SuperviseeLookup people, AreaLookup areas, LeaveRanks ranks,
            LeaveApplicationRows rows, PermissionBook permissions, GuardianNotices guardians,
            AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.people = people;
        this.areas = areas;
        this.ranks = ranks;
        this.rows = rows;
        this.permissions = permissions;
        this.guardians = guardians;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Records an application. It waits for the level that its days ask for, or for the one above where the opinion says so.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope; INVALID where areas or instants are no
     *         good
     */
    Uni<LeaveApplication> record(UUID person, LeaveApplicationRequest request) {
        var now = Timestamps.now(clock);
        request.leave().check(now);
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> idempotency.once(transaction, request, LeaveApplication.class,
                        () -> record(transaction, person, request, now))));
    }

    private Uni<LeaveApplication> record(SqlConnection transaction, UUID person, LeaveApplicationRequest request,
            Instant now) {
        var id = Ids.next();
        return areas.require(transaction, request.leave().areaIds(), request.leave().validFrom())
                .chain(() -> ranks.count(transaction, person, request.leave()))
                .chain(count -> {
                    var passedTo = request.opinion().passesUp() ? count.level().above() : null;
                    var waiting = passedTo == null ? count : count.notBelow(passedTo);
                    return rows.insert(transaction, id, person, request.leave(), waiting, scope.account(), now)
                            .chain(() -> rows.addOpinion(transaction, id, request.opinion(), passedTo, scope.account(),
                                    now));
                })
                .chain(() -> rows.get(transaction, id))
                .call(made -> record(transaction, Action.LEAVE_APPLICATION_RECORDED, made));
    }

    /** @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope */
    Uni<Page<LeaveApplication>> list(UUID person, PageRequest page) {
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> rows.listOf(transaction, person, page))).map(found -> page(found, page));
    }

    /** Those on which the asker may decide, the oldest first. */
    Uni<Page<LeaveApplication>> listWaiting(PageRequest page) {
        return scope.inTransaction(transaction -> rows.listWaiting(transaction, page, Timestamps.now(clock)))
                .map(found -> page(found, page));
    }

    private static Page<LeaveApplication> page(List<LeaveApplication> found, PageRequest page) {
        return page.page(found, each -> new Cursor.ById(each.id()));
    }

    /**
     * Shows one whole. That somebody of a city or a province looked at the case is on record (DOMAIN 10.2).
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is none in scope
     */
    Uni<LeaveApplication> get(UUID id) {
        return scope.inTransaction(transaction -> rows.get(transaction, id)
                .call(found -> people.seesAsSuperiorAlone(transaction, found.superviseeId()).chain(alone -> alone
                        ? audit.record(transaction, new Deed(scope.account(), Action.CASE_SEEN, found.superviseeId(),
                                Optional.of(PURPOSE), new JsonObject().put("applicationId", id.toString())))
                        : Uni.createFrom().voidItem())));
    }

    /**
     * Adds an opinion, and passes the application on to the next level above where it says so.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is none in scope; CONFLICT where it has been decided
     */
    Uni<LeaveApplication> giveOpinion(UUID id, LeaveOpinionRequest request) {
        var now = Timestamps.now(clock);
        return scope.inTransaction(transaction -> rows.get(transaction, id)
                .chain(found -> idempotency.once(transaction, request, LeaveApplication.class, () -> {
                    // Also where nothing is passed on: it takes turns with a decision, which ends opinions.
                    var level = request.passesUp() ? found.level().above() : found.level();
                    return rows.raise(transaction, id, level)
                            .chain(() -> rows.addOpinion(transaction, id, request, request.passesUp() ? level : null,
                                    scope.account(), now))
                            .chain(() -> rows.get(transaction, id))
                            .call(after -> record(transaction, Action.LEAVE_OPINION_GIVEN, after));
                })));
    }

    /**
     * Decides, once. What is granted is a permission from then on.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is none in scope; BEYOND_RANK where somebody else decides;
     *         CONFLICT where it has been decided
     */
    Uni<LeaveApplication> decide(UUID id, LeaveDecisionRequest request) {
        return scope.inTransaction(transaction -> rows.get(transaction, id)
                .chain(found -> idempotency.once(transaction, request, LeaveApplication.class,
                        () -> decide(transaction, found, request, Timestamps.now(clock)))));
    }

    private Uni<LeaveApplication> decide(SqlConnection transaction, LeaveApplication found,
            LeaveDecisionRequest request,
            Instant now) {
        if (found.granted() != null) {
            throw LeaveApplicationRows.decided();
        }
        Uni<UUID> permission = request.granted()
                ? permissions.grant(transaction, found.superviseeId(), found.leave(), found.level(), now)
                        .map(TravelPermission::id)
                : ranks.require(transaction, found.superviseeId(), found.leave(), found.level(), now)
                        .call(() -> guardians.tell(transaction, found.superviseeId(),
                                GuardianNotices.Occasion.LEAVE_DECIDED, now))
                        .<UUID>map(count -> null);
        return permission
                .chain(granted -> rows.decide(transaction, found.id(), request, scope.account(), now, granted))
                .chain(() -> rows.get(transaction, found.id()))
                .call(decided -> record(transaction, Action.LEAVE_DECIDED, decided));
    }

    private Uni<Void> record(SqlConnection transaction, Action action, LeaveApplication application) {
        var detail = new JsonObject().put("applicationId", application.id().toString())
                .put("level", application.level().name()).put("days", application.days());
        if (application.granted() != null) {
            detail.put("granted", application.granted());
        }
        return audit.record(transaction,
                new Deed(scope.account(), action, application.superviseeId(), Optional.empty(), detail));
    }
}
