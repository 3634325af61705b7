package org.rollcall.backend.location;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.collection.LocationMode;
import org.rollcall.geofence.Margins;
import org.rollcall.geofence.Patience;
import org.rollcall.geofence.Policy;
import org.rollcall.geofence.SpoofRule;
import org.rollcall.geofence.StillRule;
import org.rollcall.geofence.ZoneRule;

/** The stored policies, and who is judged by which. Reads a person's zone, in this class alone. Thread-safe. */
@ApplicationScoped
class JudgingPolicies {

    // Each by its name: a prepared statement that selects * breaks when a later version adds a column.
    private static final String COLUMNS = "p.version, p.mode, p.border_m, p.sharp_m, p.useless_m, p.accuracy_scale,"
            + " p.hold_down_fixes, p.hold_down_s, p.live_within_s, p.future_tolerance_s, p.unsure_for_s,"
            + " p.deviation_for_s, p.return_within_s, p.row_expiry_s, p.zone_sharp_m, p.zone_usable_m,"
            + " p.spoof_look_back_s, p.spoof_threshold, p.spoof_mock, p.spoof_jump, p.spoof_frozen, p.spoof_clock,"
            + " p.max_speed_mps, p.frozen_repeats, p.clock_ahead_s, p.bursts, p.burst_fixes, p.burst_within_s,"
            + " p.quiet_from, p.quiet_until, p.critical_beyond_m, p.overdue_critical_s, p.still_fixes,"
            + " p.still_moved_m, p.still_outlives_s, p.fine_m, p.fine_scale";
    private static final String BY_MODE = "select distinct on (p.mode) " + COLUMNS
            + " from judging_policy p where p.of_mode order by p.mode, p.version desc";
    // The usual one of each person comes without a time.
    private static final String OF = """
            select s.id as person, s.zone, null::timestamptz as valid_from, null::timestamptz as valid_until, {columns}
            from supervisee s join judging_policy p
              on p.version = (select max(version) from judging_policy where usual)
            where s.id = any($1::uuid[])
            union all
            select s.id, s.zone, lower(a.valid), upper(a.valid), {columns}
            from supervisee s join judging_assignment a on a.supervisee_id = s.id and a.known_until is null
            join judging_policy p on p.version = a.policy_version where s.id = any($1::uuid[])""".replace("{columns}",
            COLUMNS);

    /** The policies of those people as believed now; the unknown are missing. */
    Uni<Map<UUID, PersonPolicies>> of(SqlConnection tx, Collection<UUID> people) {
        return byMode(tx)
                .chain(byMode -> tx.preparedQuery(OF).execute(Tuple.of(people.toArray(UUID[]::new))).map(rows -> {
                    var usual = new HashMap<UUID, JudgingPolicy>();
                    var zones = new HashMap<UUID, ZoneId>();
                    var assigned = new HashMap<UUID, List<PersonPolicies.Assigned>>();
                    for (var row : rows) {
                        var person = row.getUUID("person");
                        zones.put(person, ZoneId.of(row.getString("zone")));
                        if (row.getValue("valid_from") == null) {
                            usual.put(person, policy(row));
                        } else {
                            assigned.computeIfAbsent(person, id -> new ArrayList<>()).add(assigned(row));
                        }
                    }
                    var policies = new HashMap<UUID, PersonPolicies>();
                    usual.forEach((person, policy) -> policies.put(person,
                            new PersonPolicies(zones.get(person), policy, byMode,
                                    assigned.getOrDefault(person, List.of()))));
                    return policies;
                }));
    }

    private static Uni<Map<LocationMode, JudgingPolicy>> byMode(SqlConnection tx) {
        return tx.preparedQuery(BY_MODE).execute(Tuple.tuple()).map(rows -> {
            var policies = new EnumMap<LocationMode, JudgingPolicy>(LocationMode.class);
            rows.forEach(row -> policies.put(LocationMode.valueOf(row.getString("mode")), policy(row)));
            return policies;
        });
    }

    private static PersonPolicies.Assigned assigned(Row row) {
        var until = row.getOffsetDateTime("valid_until");
        return new PersonPolicies.Assigned(row.getOffsetDateTime("valid_from").toInstant(),
                until == null ? Instant.MAX : until.toInstant(), policy(row));
    }

    private static JudgingPolicy policy(Row row) {
        return new JudgingPolicy(row.getInteger("version"), LocationMode.valueOf(row.getString("mode")),
                kernel(row), row.getInteger("burst_fixes"), seconds(row, "burst_within_s"),
                row.getLocalTime("quiet_from"), row.getLocalTime("quiet_until"), row.getDouble("critical_beyond_m"),
                seconds(row, "overdue_critical_s"));
    }

    private static Policy kernel(Row row) {
        double scale = row.getDouble("accuracy_scale");
        var fineScale = row.getDouble("fine_scale");
        var margins = new Margins(row.getDouble("border_m"), row.getDouble("sharp_m"), row.getDouble("useless_m"),
                scale,
                row.getDouble("fine_m"), fineScale == null ? scale : fineScale);
        var patience = new Patience(seconds(row, "unsure_for_s"), seconds(row, "deviation_for_s"),
                seconds(row, "return_within_s"), seconds(row, "row_expiry_s"));
        var spoofing = new SpoofRule(seconds(row, "spoof_look_back_s"), row.getInteger("spoof_threshold"),
                row.getInteger("spoof_mock"), row.getInteger("spoof_jump"), row.getInteger("spoof_frozen"),
                row.getInteger("spoof_clock"), row.getDouble("max_speed_mps"), row.getInteger("frozen_repeats"),
                seconds(row, "clock_ahead_s"));
        return new Policy(margins, row.getInteger("hold_down_fixes"), seconds(row, "hold_down_s"),
                seconds(row, "live_within_s"), seconds(row, "future_tolerance_s"), patience,
                new ZoneRule(row.getDouble("zone_sharp_m"), row.getDouble("zone_usable_m")), spoofing,
                row.getBoolean("bursts"), new StillRule(row.getInteger("still_fixes"), row.getDouble("still_moved_m"),
                        seconds(row, "still_outlives_s")));
    }

    private static Duration seconds(Row row, String column) {
        return Duration.ofSeconds(row.getInteger(column));
    }
}
