package org.rollcall.backend.location;

import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.EnrolledDevice;

/**
 * Keeps what each phone last said of its health, and since when it has said the same. Outside a collection period nothing
 * is kept. Thread-safe.
 */
@ApplicationScoped
public class DeviceStatuses {

    private static final String KEEP = """
            insert into device_status as s (device_id, received_at, location_permission, location_on, precise,
              power_saving, background_restricted, changed_at)
            select d.id, $2::timestamptz, $3, $4, $5, $6, $7, $2::timestamptz from device d
            where d.id = $1 and exists (select from collection_period c where c.supervisee_id = d.supervisee_id
              and c.known_until is null and c.valid @> $2::timestamptz)
            on conflict (device_id) do update set received_at = excluded.received_at,
              location_permission = excluded.location_permission, location_on = excluded.location_on,
              precise = excluded.precise, power_saving = excluded.power_saving,
              background_restricted = excluded.background_restricted,
              changed_at = case when (s.location_permission, s.location_on, s.precise, s.power_saving,
                  s.background_restricted) is not distinct from (excluded.location_permission, excluded.location_on,
                  excluded.precise, excluded.power_saving, excluded.background_restricted)
                then s.changed_at else excluded.changed_at end
            where s.received_at <= excluded.received_at""";

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
                        .addBoolean(status.backgroundRestricted()))
                .replaceWithVoid();
    }
}
