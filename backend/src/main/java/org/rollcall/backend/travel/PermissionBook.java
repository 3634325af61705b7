package org.rollcall.backend.travel;

import java.time.Clock;
import java.time.Instant;
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
import org.rollcall.backend.platform.Idempotency;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.supervisee.GuardianNotices;
import org.rollcall.backend.supervisee.RulesVersion;
import org.rollcall.backend.supervisee.SuperviseeLookup;

/**
 * Granting and revoking permissions. Either moves the version of the person's rules on and goes on record, in one
 * transaction. Permissions may overlap, and one may begin before it was decided: it is marked as retroactive, and what was
 * judged before stays judged. How long it is says who may decide ({@link LeaveRule}).
 */
@ApplicationScoped
class PermissionBook {

    private final Scope scope;
    private final Idempotency idempotency;
    private final SuperviseeLookup people;
    private final AreaLookup areas;
    private final PermissionRows rows;
    private final RulesVersion rules;
    private final LeaveRanks ranks;
    private final GuardianNotices guardians;
    private final AuditTrail audit;
    private final Clock clock;

    PermissionBook(Scope scope, Idempotency idempotency, SuperviseeLookup people, AreaLookup areas,
            PermissionRows rows, RulesVersion rules, LeaveRanks ranks, GuardianNotices guardians, AuditTrail audit,
            Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.people = people;
        this.areas = areas;
        this.rows = rows;
        this.rules = rules;
        this.ranks = ranks;
        this.guardians = guardians;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Grants a permission.
     *
     * @throws ProblemException in the Uni: NOT_FOUND where there is nobody in scope; BEYOND_RANK where somebody else decides
     *         on so long a leave; INVALID where areas or instants are no good
     */
    Uni<TravelPermission> grant(UUID person, PermissionRequest request) {
        var now = Timestamps.now(clock);
        request.check(now);
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> idempotency.once(transaction, request, TravelPermission.class,
                        () -> grant(transaction, person, request, LeaveLevel.OFFICE, now))));
    }

    /**
     * Grants a permission in the caller's transaction, to somebody in its scope; else as {@link #grant}.
     *
     * @param least the level that it waits for at least
     */
    Uni<TravelPermission> grant(SqlConnection transaction, UUID person, PermissionRequest request, LeaveLevel least,
            Instant now) {
        return areas.require(transaction, request.areaIds(), request.validFrom())
                .chain(() -> rules.bump(transaction, person))
                .chain(() -> ranks.require(transaction, person, request, least, now))
                .chain(() -> add(transaction, person, request, now))
                .call(() -> guardians.tell(transaction, person, GuardianNotices.Occasion.LEAVE_DECIDED, now));
    }

    private Uni<TravelPermission> add(SqlConnection transaction, UUID person, PermissionRequest request,
            Instant now) {
        var id = Ids.next();
        var detail = new JsonObject().put("permissionId", id.toString()).put("kind", request.kind().name())
                .put("validFrom", request.validFrom().toString()).put("validUntil", request.validUntil().toString());
        var deed = new Deed(scope.account(), Action.PERMISSION_GRANTED, person, Optional.empty(), detail);
        return rows.grant(transaction, id, person, request, now, scope.account())
                .chain(() -> audit.record(transaction, deed))
                .chain(() -> rows.find(transaction, id)).map(Optional::orElseThrow);
    }

    Uni<TravelPermission> revoke(UUID id, RevocationRequest request) {
        var now = Timestamps.now(clock);
        var from = request.from() == null ? now : Timestamps.given(request.from(), "from");
        return scope.inTransaction(transaction -> rows.find(transaction, id)
                .map(permission -> permission.orElseThrow(ProblemException::notFound).superviseeId())
                .chain(person -> revoke(transaction, id, person, request, from, now))
                .chain(() -> rows.find(transaction, id)).map(Optional::orElseThrow));
    }

    private Uni<Void> revoke(SqlConnection transaction, UUID id, UUID person, RevocationRequest request, Instant from,
            Instant now) {
        var detail = new JsonObject().put("permissionId", id.toString()).put("from", from.toString());
        var deed = new Deed(scope.account(), Action.PERMISSION_REVOKED, person, Optional.empty(), detail);
        return rules.bump(transaction, person)
                .chain(() -> rows.revoke(transaction, id, request, from, now, scope.account()))
                .invoke(revoked -> {
                    if (!revoked) {
                        throw new ProblemException(ProblemType.CONFLICT, "It was revoked already, or ends before.");
                    }
                })
                .chain(() -> audit.record(transaction, deed));
    }

    Uni<Page<TravelPermission>> list(UUID person, PageRequest page) {
        return scope.inTransaction(transaction -> people.page(transaction, person, PermissionRows.NEWEST_FIRST, page,
                TravelPermission::of, TravelPermission::id));
    }
}
