package org.rollcall.backend.access;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.audit.Action;
import org.rollcall.backend.audit.AuditTrail;
import org.rollcall.backend.audit.Deed;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.Timestamps;

/**
 * Somebody's devices, and the end of one that an officer ends. From the commit on nothing is taken from it, not even what
 * one that was replaced may send otherwise, and nothing renews its tokens; a check-in that is due can be done by PIN.
 * Thread-safe.
 */
@ApplicationScoped
class DeviceBook {

    private static final String PERSON = "select from supervisee where id = $1";
    private static final String PAGE = "select " + Device.COLUMNS + " from device d where d.supervisee_id = $1"
            + " and ($2::uuid is null or d.id > $2) order by d.id limit $3";
    private static final String ONE = "select " + Device.COLUMNS + " from device d where d.id = $1";
    private static final String REVOKE = "update device set revoked_at = coalesce(revoked_at, greatest(enrolled_at, $2)),"
            + " replaced_at = null, revoked_for = $3 where id = $1 and (revoked_at is null or replaced_at is not null)";
    // Whether a phone is fit is asked of one that is not spare.
    private static final String NEXT = "update device set spare = false where id = (select d.id from device d"
            + " where d.supervisee_id = $1 and d.spare and d.revoked_at is null and not exists (select from device o"
            + " where o.supervisee_id = $1 and o.kind = 'PHONE' and not o.spare and o.revoked_at is null)"
            + " order by d.enrolled_at desc, d.id desc limit 1)";

    private final Scope scope;
    private final DeviceCredentials credentials;
    private final AuditTrail audit;
    private final Clock clock;

    DeviceBook(Scope scope, DeviceCredentials credentials, AuditTrail audit, Clock clock) {
        this.scope = scope;
        this.credentials = credentials;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws ProblemException in the Uni: NOT_FOUND out of the asker's scope */
    Uni<Page<Device>> list(UUID person, PageRequest page) {
        var after = page.afterId() == null ? null : page.afterId().id();
        return scope.inTransaction(transaction -> transaction.preparedQuery(PERSON).execute(Tuple.of(person))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw ProblemException.notFound();
                    }
                }).chain(() -> transaction.preparedQuery(PAGE).execute(Tuple.of(person, after, page.fetch()))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Device::of).toList())
                .map(found -> page.page(found, each -> new Cursor.ById(each.id())));
    }

    /**
     * Ends it, now. Doing it twice changes nothing.
     *
     * @throws ProblemException in the Uni: NOT_FOUND out of the asker's scope
     */
    Uni<Device> revoke(UUID id, DeviceRevocation.Cause cause) {
        var now = Timestamps.utc(Timestamps.now(clock));
        return scope.inTransaction(transaction -> get(transaction, id)
                // The standings before the devices, as whoever enrols one; and who judges a bracelet must hear of it.
                .call(device -> transaction.preparedQuery(Enrolments.BUMP).execute(Tuple.of(device.superviseeId())))
                .chain(() -> get(transaction, id))
                .chain(device -> device.isHeard()
                        ? revoke(transaction, device, cause, now)
                        : Uni.createFrom().item(device)))
                .invoke(device -> credentials.forget(List.of(device.id())));
    }

    private Uni<Device> revoke(SqlConnection transaction, Device device, DeviceRevocation.Cause cause,
            OffsetDateTime now) {
        return transaction.preparedQuery(REVOKE).execute(Tuple.of(device.id(), now, cause.name()))
                .chain(() -> transaction.preparedQuery(NEXT).execute(Tuple.of(device.superviseeId())))
                .chain(() -> audit.record(transaction, new Deed(scope.account(), Action.DEVICE_REVOKED,
                        device.superviseeId(), Optional.empty(),
                        new JsonObject().put("deviceId", device.id().toString()).put("reason", cause.name()))))
                .chain(() -> get(transaction, device.id()));
    }

    private static Uni<Device> get(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                throw ProblemException.notFound();
            }
            return Device.of(rows.iterator().next());
        });
    }
}
