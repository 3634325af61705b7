package org.rollcall.backend.collection;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.EnrolmentCode;
import org.rollcall.backend.access.EnrolmentCodes;
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

/**
 * Puts electronic positioning orders on record and lifts them (CCL 29). An order is the only thing that lets a bracelet
 * report, from its first instant to its last.
 */
@ApplicationScoped
class OrderBook {

    private static final int INTERVAL_MINUTES = 5;
    private static final String ADD = "insert into positioning_order (id, supervisee_id, serial_number, ground, evidence,"
            + " document_number, approver_name, approver_role, first_day, last_day, valid, extension_of, recorded_by,"
            + " recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, tstzrange($11, $12), $13, $14, $15)";
    private static final String ONE = PositioningOrder.SELECT + " where o.id = $1";
    private static final String NEWEST_FIRST = PositioningOrder.SELECT + " where o.supervisee_id = $1"
            + " and ($2::uuid is null or o.id < $2) order by o.id desc limit $3";

    private final Scope scope;
    private final Idempotency idempotency;
    private final SuperviseeLookup people;
    private final ModeRows modes;
    private final EnrolmentCodes codes;
    private final RulesVersion rules;
    private final AuditTrail audit;
    private final Clock clock;

    OrderBook(Scope scope, Idempotency idempotency, SuperviseeLookup people, ModeRows modes, EnrolmentCodes codes,
            RulesVersion rules, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.idempotency = idempotency;
        this.people = people;
        this.modes = modes;
        this.codes = codes;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    Uni<PositioningOrder> record(UUID person, PositioningOrderRequest request) {
        var now = Timestamps.now(clock);
        return scope.inTransaction(transaction -> people.zone(transaction, person)
                .chain(zone -> idempotency.once(transaction, request, PositioningOrder.class, () -> {
                    request.check(LocalDate.ofInstant(now, zone));
                    return rules.bump(transaction, person)
                            .chain(() -> requireOwn(transaction, person, request.extensionOf()))
                            .chain(() -> add(transaction, person, request, zone, now));
                })));
    }

    private static Uni<Void> requireOwn(SqlConnection transaction, UUID person, UUID extended) {
        return extended == null
                ? Uni.createFrom().voidItem()
                : find(transaction, extended).invoke(order -> {
                    if (order.filter(found -> found.superviseeId().equals(person)).isEmpty()) {
                        throw new ProblemException(ProblemType.CONFLICT, "extensionOf is no order for this person.");
                    }
                }).replaceWithVoid();
    }

    private Uni<PositioningOrder> add(SqlConnection transaction, UUID person, PositioningOrderRequest request,
            ZoneId zone, Instant now) {
        var id = Ids.next();
        var from = request.firstDay().atStartOfDay(zone).toInstant();
        var until = request.lastDay().plusDays(1).atStartOfDay(zone).toInstant();
        var row = Tuple.tuple().addUUID(id).addUUID(person).addString(request.serialNumber())
                .addString(request.ground().name()).addString(request.evidence()).addString(request.documentNumber())
                .addString(request.approverName()).addString(request.approverRole().name())
                .addLocalDate(request.firstDay()).addLocalDate(request.lastDay())
                .addOffsetDateTime(Timestamps.utc(from)).addOffsetDateTime(Timestamps.utc(until))
                .addUUID(request.extensionOf()).addUUID(scope.account()).addOffsetDateTime(Timestamps.utc(now));
        var mode = new RecordedMode(Ids.next(), person, DeviceKind.BRACELET, LocationMode.CONTINUOUS,
                "CCL 29 " + request.documentNumber(), request.evidence(), from, until, INTERVAL_MINUTES, null, null,
                null,
                null, id, now, null, scope.account());
        var deed = new Deed(scope.account(), Action.POSITIONING_ORDER_RECORDED, person, Optional.empty(),
                new JsonObject().put("orderId", id.toString()).put("lastDay", request.lastDay().toString()));
        return modes.overlaps(transaction, mode).invoke(overlaps -> {
            if (overlaps) {
                throw new ProblemException(ProblemType.CONFLICT, "Another order is in force in that time.");
            }
        }).chain(() -> transaction.preparedQuery(ADD).execute(row)).chain(() -> modes.put(transaction, mode))
                .chain(() -> audit.record(transaction, deed)).chain(() -> find(transaction, id))
                .map(Optional::orElseThrow);
    }

    /** A code that enrols the bracelet of this order: there is no other way for one to be enrolled. */
    Uni<EnrolmentCode> code(UUID id) {
        var now = Timestamps.now(clock);
        return scope.inTransaction(transaction -> find(transaction, id)
                .map(found -> found.orElseThrow(ProblemException::notFound)).chain(order -> {
                    if (!order.inForceUntil().isAfter(now)) {
                        throw new ProblemException(ProblemType.CONFLICT, "It has ended already.");
                    }
                    return codes.issueForBracelet(transaction, order.superviseeId(), order.serialNumber());
                }));
    }

    /** Lifts it, now: it must be as soon as it is not needed any more. */
    Uni<PositioningOrder> lift(UUID id, String reason) {
        var now = Timestamps.now(clock);
        return scope.inTransaction(transaction -> find(transaction, id)
                .map(found -> found.orElseThrow(ProblemException::notFound).superviseeId())
                .call(person -> rules.bump(transaction, person))
                .chain(person -> find(transaction, id).map(Optional::orElseThrow).invoke(order -> {
                    if (!order.inForceUntil().isAfter(now)) {
                        throw new ProblemException(ProblemType.CONFLICT, "It has ended already.");
                    }
                }).chain(order -> modes.cut(transaction, person, DeviceKind.BRACELET,
                        order.inForceFrom().isAfter(now) ? order.inForceFrom() : now, order.inForceUntil(), now))
                        .chain(() -> audit.record(transaction, new Deed(scope.account(),
                                Action.POSITIONING_ORDER_LIFTED, person, Optional.empty(),
                                new JsonObject().put("orderId", id.toString()).put("reason", reason)))))
                .chain(() -> find(transaction, id)).map(Optional::orElseThrow));
    }

    Uni<Page<PositioningOrder>> list(UUID person, PageRequest page) {
        return scope.inTransaction(
                transaction -> people.page(transaction, person, NEWEST_FIRST, page, PositioningOrder::of,
                        PositioningOrder::id));
    }

    private static Uni<Optional<PositioningOrder>> find(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id)).map(
                rows -> StreamSupport.stream(rows.spliterator(), false).map(PositioningOrder::of).findFirst());
    }
}
