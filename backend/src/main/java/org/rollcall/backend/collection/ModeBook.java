package org.rollcall.backend.collection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.Scope;
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
import org.rollcall.backend.supervisee.RulesVersion;
import org.rollcall.backend.supervisee.SuperviseeLookup;
import org.rollcall.backend.travel.Permissions;

/**
 * Setting and ending the mode of a person's phone. Either moves the version of the rules on and goes on record, in one
 * transaction. A mode may begin a day before it is recorded, as papers are; what was forgotten till then stays so.
 */
@ApplicationScoped
class ModeBook {

    /** A paper is recorded after it was signed. */
    private static final Duration MOST_BACK = Duration.ofHours(24).plusMinutes(1);

    private final Scope scope;
    private final Idempotency idempotency;
    private final SuperviseeLookup people;
    private final ModeRows rows;
    private final InstructionBook instructions;
    private final Permissions permissions;
    private final RulesVersion rules;
    private final AuditTrail audit;
    private final Clock clock;

    ModeBook(Scope scope, Idempotency idempotency, SuperviseeLookup people, ModeRows rows,
            InstructionBook instructions, Permissions permissions, RulesVersion rules, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.people = people;
        this.rows = rows;
        this.instructions = instructions;
        this.permissions = permissions;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<RecordedMode> set(UUID person, LocationModeRequest request) {
        request.check();
        var now = Timestamps.now(clock);
        var from = request.validFrom() == null ? now : Timestamps.given(request.validFrom(), "validFrom");
        var until = Timestamps.given(request.validUntil(), "validUntil");
        if (from.isBefore(now.minus(MOST_BACK))) {
            throw new ProblemException(ProblemType.INVALID, "validFrom lies more than a day in the past.");
        }
        return scope.inTransaction(transaction -> people.require(transaction, person)
                .chain(() -> idempotency.once(transaction, request, RecordedMode.class,
                        () -> rules.bump(transaction, person).chain(() -> end(transaction, person, request, until))
                                .chain(end -> set(transaction, person, request, from, end.orElse(null), now)))));
    }

    /** What the mode rests on ends it, where that ends earlier. */
    private Uni<Optional<Instant>> end(SqlConnection transaction, UUID person, LocationModeRequest request,
            Instant until) {
        Uni<Optional<Instant>> basis = switch (request.mode()) {
            case CHECKPOINT, SPARSE -> Uni.createFrom().item(Optional.empty());
            case TRIP -> permissions.endOf(transaction, person, request.permissionId()).map(Optional::of);
            case CONTINUOUS -> instructions.endOf(transaction, person, request.instructionId()).map(Optional::of);
        };
        return basis.map(ends -> {
            if (until != null && ends.filter(until::isAfter).isPresent()) {
                throw new ProblemException(ProblemType.CONFLICT, "validUntil is later than what the mode rests on.");
            }
            return until == null ? ends : Optional.of(until);
        });
    }

    private Uni<RecordedMode> set(SqlConnection transaction, UUID person, LocationModeRequest request, Instant from,
            Instant until, Instant now) {
        if (until != null && !until.isAfter(from)) {
            throw new ProblemException(ProblemType.CONFLICT, "It would end before it begins.");
        }
        var mode = new RecordedMode(Ids.next(), person, DeviceKind.PHONE, request.mode(), request.basis(),
                request.reason(), from, until, request.intervalMinutes(), request.hours(),
                Timestamps.given(request.notifiedAt(), "notifiedAt"), request.permissionId(), request.instructionId(),
                null, now, null, scope.account());
        var detail = new JsonObject().put("modeId", mode.id().toString()).put("mode", mode.mode().name())
                .put("validFrom", from.toString());
        return rows.put(transaction, mode)
                .chain(() -> audit.record(transaction, new Deed(scope.account(), Action.LOCATION_MODE_SET, person,
                        Optional.empty(), detail)))
                .replaceWith(mode);
    }

    /** Ends a mode, now: from then on only check-ins are asked for. */
    Uni<RecordedMode> end(UUID id, String reason) {
        var now = Timestamps.now(clock);
        return scope.inTransaction(transaction -> rows.find(transaction, id)
                .map(found -> found.orElseThrow(ProblemException::notFound))
                .chain(mode -> rules.bump(transaction, mode.superviseeId()).chain(() -> rows.find(transaction, id))
                        .map(Optional::orElseThrow).invoke(locked -> requireRunning(locked, now))
                        .chain(locked -> rows.cut(transaction, locked.superviseeId(), locked.deviceKind(),
                                locked.validFrom().isAfter(now) ? locked.validFrom() : now, locked.validUntil(), now))
                        .chain(() -> audit.record(transaction, new Deed(scope.account(), Action.LOCATION_MODE_ENDED,
                                mode.superviseeId(), Optional.empty(),
                                new JsonObject().put("modeId", id.toString()).put("reason", reason)))))
                .chain(() -> rows.find(transaction, id)).map(Optional::orElseThrow));
    }

    private static void requireRunning(RecordedMode mode, Instant now) {
        if (mode.orderId() != null) {
            throw new ProblemException(ProblemType.CONFLICT, "A bracelet's order is lifted, not its mode.");
        }
        if (mode.knownUntil() != null || mode.validUntil() != null && !mode.validUntil().isAfter(now)) {
            throw new ProblemException(ProblemType.CONFLICT, "It has ended already.");
        }
    }

    Uni<Page<RecordedMode>> list(UUID person, PageRequest page) {
        return scope.inTransaction(transaction -> people.page(transaction, person, ModeRows.NEWEST_FIRST, page,
                RecordedMode::of, RecordedMode::id));
    }
}
