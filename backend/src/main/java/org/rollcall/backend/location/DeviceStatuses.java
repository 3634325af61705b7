package org.rollcall.backend.location;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.access.EnrolledDevice;

/**
 * Keeps what each phone last said of its health, and since when it has said the same. Outside a collection period, and of
 * a phone that does not count any more, nothing is kept. Thread-safe.
 */
@ApplicationScoped
public class DeviceStatuses {

    /**
     * What a device last said.
     *
     * @param since since when it has said the same
     */
    public record Kept(DeviceKind kind, DeviceStatus status, Instant since) {}

    // What is new makes somebody look at the person.
    private static final String KEEP = """
            with kept as (insert into device_status as s (device_id, received_at, location_permission, location_on, precise,
              power_saving, background_restricted, battery_low, app_version, changed_at)
            select d.id, $2::timestamptz, $3, $4, $5, $6, $7, $8, $9, $2::timestamptz from device d
            where d.id = $1 and d.revoked_at is null and exists (select from collection_period c where c.supervisee_id = d.supervisee_id
              and c.known_until is null and c.valid @> $2::timestamptz)
            on conflict (device_id) do update set received_at = excluded.received_at,
              location_permission = excluded.location_permission, location_on = excluded.location_on,
              precise = excluded.precise, power_saving = excluded.power_saving,
              background_restricted = excluded.background_restricted, battery_low = excluded.battery_low,
              app_version = excluded.app_version,
              changed_at = case when (s.location_permission, s.location_on, s.precise, s.power_saving,
                  s.background_restricted, s.battery_low, s.app_version) is not distinct from (
                  excluded.location_permission, excluded.location_on, excluded.precise, excluded.power_saving,
                  excluded.background_restricted, excluded.battery_low, excluded.app_version)
                then s.changed_at else excluded.changed_at end
            where s.received_at <= excluded.received_at
            returning s.device_id, s.changed_at = s.received_at as changed)
            update watch_due w set due_at = least(w.due_at, $2::timestamptz) from kept k join device d on d.id = k.device_id
            where k.changed and w.supervisee_id = d.supervisee_id""";
    private static final String OF = """
            select d.supervisee_id, d.kind, s.location_permission, s.location_on, s.precise, s.power_saving,
              s.background_restricted, s.battery_low, s.app_version, s.changed_at
            from device_status s join device d on d.id = s.device_id
            where d.supervisee_id = any($1::uuid[]) and d.revoked_at is null and not d.spare
            order by d.supervisee_id, d.kind""";

    private final Pool pool;

    DeviceStatuses(@ReactiveDataSource("intake") Pool pool) {
        this.pool = pool;
    }

    /** Durable when this completes. */
    public Uni<Void> keep(EnrolledDevice sender, DeviceStatus status, Instant receivedAt) {
        return pool.preparedQuery(KEEP)
                .execute(Tuple.tuple().addUUID(sender.id()).addOffsetDateTime(receivedAt.atOffset(ZoneOffset.UTC))
                        .addString(status.permission() == null ? null : status.permission().name())
                        .addBoolean(status.locationOn()).addBoolean(status.precise()).addBoolean(status.powerSaving())
                        .addBoolean(status.backgroundRestricted()).addBoolean(status.batteryLow())
                        .addString(status.appVersion()))
                .replaceWithVoid();
    }

    /** What the devices of those people last said, in the caller's transaction; who said nothing is missing. */
    public Uni<Map<UUID, List<Kept>>> of(SqlConnection tx, Collection<UUID> people) {
        return tx.preparedQuery(OF).execute(Tuple.of(people.toArray(UUID[]::new))).map(rows -> {
            var statuses = new HashMap<UUID, List<Kept>>();
            rows.forEach(row -> statuses.computeIfAbsent(row.getUUID("supervisee_id"), id -> new ArrayList<>())
                    .add(kept(row)));
            return statuses;
        });
    }

    private static Kept kept(Row row) {
        var permission = row.getString("location_permission");
        return new Kept(DeviceKind.valueOf(row.getString("kind")),
                new DeviceStatus(permission == null ? null : DeviceStatus.Permission.valueOf(permission),
                        row.getBoolean("location_on"), row.getBoolean("precise"), row.getBoolean("power_saving"),
                        row.getBoolean("background_restricted"), row.getBoolean("battery_low"),
                        row.getString("app_version")),
                row.getOffsetDateTime("changed_at").toInstant());
    }
}
