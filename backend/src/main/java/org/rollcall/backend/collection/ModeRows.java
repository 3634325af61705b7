package org.rollcall.backend.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.platform.Ids;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.backend.platform.Timestamps;

/** The rows of modes: one is added, and what it replaces stops being believed and leaves its rest. */
@ApplicationScoped
class ModeRows {

    // Under the lock of the standings nobody else does this for the same person.
    private static final String SUPERSEDE = "update location_mode"
            + " set known_until = greatest($5, known_from + interval '1 microsecond') where supervisee_id = $1"
            + " and device_kind = $2 and known_until is null and valid && tstzrange($3, $4)"
            + " returning *, lower(valid) as valid_from, upper(valid) as valid_until";
    private static final String ADD = "insert into location_mode (id, supervisee_id, device_kind, mode, basis, reason,"
            + " interval_s, hours_from_minute, hours_until_minute, notified_at, permission_id, instruction_id, order_id,"
            + " basis_until, valid, known_from, set_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
            + " coalesce((select valid_until from legal_instruction where id = $12),"
            + " (select valid_until from positioning_order where id = $13)), tstzrange($14, $15), $16, $17)";
    private static final String OVERLAPS = "select exists (select from location_mode where supervisee_id = $1"
            + " and device_kind = $2 and known_until is null and valid && tstzrange($3, $4)) as overlaps";
    private static final String ONE = RecordedMode.SELECT + " where m.id = $1";
    static final String NEWEST_FIRST = RecordedMode.SELECT + " where m.supervisee_id = $1"
            + " and ($2::uuid is null or m.id < $2) order by m.id desc limit $3";

    /** Adds it in the place of what is believed of that time. */
    Uni<Void> put(SqlConnection transaction, RecordedMode mode) {
        return cut(transaction, mode.superviseeId(), mode.deviceKind(), mode.validFrom(), mode.validUntil(),
                mode.knownFrom()).chain(() -> add(transaction, mode));
    }

    /** Whether something is believed of that time already. */
    Uni<Boolean> overlaps(SqlConnection transaction, RecordedMode mode) {
        return transaction.preparedQuery(OVERLAPS)
                .execute(Tuple.of(mode.superviseeId(), mode.deviceKind().name(), Timestamps.utc(mode.validFrom()),
                        Timestamps.utc(mode.validUntil())))
                .map(rows -> rows.iterator().next().getBoolean("overlaps"));
    }

    /** Lets nothing be believed of that time any more. */
    Uni<Integer> cut(SqlConnection transaction, UUID person, DeviceKind kind, Instant from, Instant until,
            Instant now) {
        return transaction.preparedQuery(SUPERSEDE)
                .execute(Tuple.of(person, kind.name(), Timestamps.utc(from), Timestamps.utc(until),
                        Timestamps.utc(now)))
                .chain(rows -> {
                    var rest = new ArrayList<RecordedMode>();
                    rows.forEach(row -> rest.addAll(rest(RecordedMode.of(row), from, until)));
                    return InTurn.each(rest, part -> add(transaction, part)).replaceWith(rows.rowCount());
                });
    }

    /** What is left of a row at both sides of a time. */
    private static List<RecordedMode> rest(RecordedMode cut, Instant from, Instant until) {
        var rest = new ArrayList<RecordedMode>();
        if (cut.validFrom().isBefore(from)) {
            rest.add(part(cut, cut.validFrom(), from));
        }
        if (until != null && (cut.validUntil() == null || cut.validUntil().isAfter(until))) {
            rest.add(part(cut, until, cut.validUntil()));
        }
        return rest;
    }

    /** Its knowledge begins where the former one ends, who set it stays who set it. */
    private static RecordedMode part(RecordedMode of, Instant from, Instant until) {
        return new RecordedMode(Ids.next(), of.superviseeId(), of.deviceKind(), of.mode(), of.basis(), of.reason(),
                from,
                until, of.intervalMinutes(), of.hours(), of.notifiedAt(), of.permissionId(), of.instructionId(),
                of.orderId(), of.knownUntil(), null, of.setBy());
    }

    private static Uni<Void> add(SqlConnection transaction, RecordedMode mode) {
        var minutes = mode.intervalMinutes();
        var row = Tuple.tuple().addUUID(mode.id()).addUUID(mode.superviseeId()).addString(mode.deviceKind().name())
                .addString(mode.mode().name()).addString(mode.basis()).addString(mode.reason())
                .addInteger(minutes == null ? null : minutes * 60)
                .addInteger(mode.hours() == null ? null : mode.hours().from().minute())
                .addInteger(mode.hours() == null ? null : mode.hours().until().minute())
                .addOffsetDateTime(Timestamps.utc(mode.notifiedAt())).addUUID(mode.permissionId())
                .addUUID(mode.instructionId()).addUUID(mode.orderId())
                .addOffsetDateTime(Timestamps.utc(mode.validFrom()))
                .addOffsetDateTime(Timestamps.utc(mode.validUntil()))
                .addOffsetDateTime(Timestamps.utc(mode.knownFrom())).addUUID(mode.setBy());
        return transaction.preparedQuery(ADD).execute(row).replaceWithVoid();
    }

    Uni<Optional<RecordedMode>> find(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id)).map(
                rows -> StreamSupport.stream(rows.spliterator(), false).map(RecordedMode::of).findFirst());
    }
}
