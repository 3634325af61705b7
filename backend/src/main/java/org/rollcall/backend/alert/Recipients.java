package org.rollcall.backend.alert;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Who is told of an alert: of the units from the person's own upwards, the first that has anybody; there its officers,
 * and where it has none, its county officers. Of an alert whoever is on duty there now is told beside them, of the first unit
 * upwards that has somebody on duty. Never an admin: keeping accounts is no reason to know of a person.
 */
@ApplicationScoped
class Recipients {

    private static final String FIND = """
            select alert_id, account_id from (
              select a.id as alert_id, p.account_id,
                rank() over (partition by a.id, p.role = 'DUTY_OFFICER'
                  order by u.distance, p.role = 'COUNTY_OFFICER') as nearest
              from alert a
              join supervisee s on s.id = a.supervisee_id
              join agency_unit_ancestor u on u.unit_id = s.unit_id
              join post p on p.unit_id = u.ancestor_id and p.role in ('OFFICER', 'COUNTY_OFFICER', 'DUTY_OFFICER')
                and post_counts(p.covers, p.valid, $2)
              join account c on c.id = p.account_id and c.disabled_at is null
              where a.id = any ($1::uuid[])) as ranked
            where nearest = 1
            group by alert_id, account_id
            order by alert_id, account_id""";

    private static final String OF_PERSON = """
            select distinct account_id from (
              select p.account_id, rank() over (order by u.distance, p.role = 'COUNTY_OFFICER') as nearest
              from supervisee s
              join agency_unit_ancestor u on u.unit_id = s.unit_id
              join post p on p.unit_id = u.ancestor_id and p.role in ('OFFICER', 'COUNTY_OFFICER')
                and post_counts(p.covers, p.valid, $2)
              join account c on c.id = p.account_id and c.disabled_at is null
              where s.id = $1) as ranked
            where nearest = 1 order by account_id""";

    private final Clock clock;

    Recipients(Clock clock) {
        this.clock = clock;
    }

    /** The accounts to tell of each alert now; an alert for which there is nobody is missing. */
    Uni<Map<UUID, List<UUID>>> of(SqlConnection tx, List<UUID> alerts) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(alerts.toArray(UUID[]::new), AlertRows.utc(clock.instant()))).map(rows -> {
                    var accounts = new HashMap<UUID, List<UUID>>();
                    rows.forEach(row -> accounts.computeIfAbsent(row.getUUID("alert_id"), id -> new ArrayList<>())
                            .add(row.getUUID("account_id")));
                    return accounts;
                });
    }

    /** The accounts to tell of a person's matters now, by the same rule; none where nobody is on post. */
    Uni<List<UUID>> ofPerson(SqlConnection tx, UUID person) {
        return tx.preparedQuery(OF_PERSON).execute(Tuple.of(person, AlertRows.utc(clock.instant())))
                .map(rows -> AlertRows.list(rows, row -> row.getUUID("account_id")));
    }
}
