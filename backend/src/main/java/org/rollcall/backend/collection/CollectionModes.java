package org.rollcall.backend.collection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.DeviceKind;
import org.rollcall.backend.platform.Timestamps;

/** The modes believed now, for whoever judges. A change moves the rules version on. Thread-safe. */
@ApplicationScoped
public class CollectionModes {

    private static final String BELIEVED = """
            select m.supervisee_id, m.device_kind, m.mode, lower(m.valid) as valid_from, upper(m.valid) as valid_until,
              m.interval_s, m.hours_from_minute, m.hours_until_minute, m.permission_id,
              case when upper(m.valid) = m.basis_until then m.order_id end as ending_order,
              array(select d.id from positioning_order o join device d on d.supervisee_id = o.supervisee_id
                and d.kind = 'BRACELET' and d.serial_number = o.serial_number where o.id = m.order_id) as devices
            from location_mode m where m.known_until is null and m.supervisee_id = any($1::uuid[])""";

    /** The rules of those people, in the caller's transaction; who has none is missing. */
    public Uni<Map<UUID, List<CollectionRule>>> of(SqlConnection transaction, Collection<UUID> people) {
        return transaction.preparedQuery(BELIEVED).execute(Tuple.of(people.toArray(UUID[]::new))).map(rows -> {
            var rules = new HashMap<UUID, List<CollectionRule>>();
            rows.forEach(row -> rules.computeIfAbsent(row.getUUID("supervisee_id"), id -> new ArrayList<>())
                    .add(rule(row)));
            return rules;
        });
    }

    private static CollectionRule rule(Row row) {
        var seconds = row.getInteger("interval_s");
        var from = row.getInteger("hours_from_minute");
        return new CollectionRule(DeviceKind.valueOf(row.getString("device_kind")),
                LocationMode.valueOf(row.getString("mode")), Timestamps.instant(row, "valid_from"),
                Timestamps.instant(row, "valid_until", Instant.MAX),
                seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds),
                from == null
                        ? Hours.ALL_DAY
                        : new Hours(new DayTime(from), new DayTime(row.getInteger("hours_until_minute"))),
                Optional.ofNullable(row.getUUID("permission_id")),
                Optional.ofNullable(row.getUUID("ending_order")), Set.of(row.getArrayOfUUIDs("devices")));
    }
}
