package org.rollcall.backend.travel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.Plan;

/** The procuratorate's list of long leaves costs what its page holds, however many leaves there are. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class LongLeavesPlanTest {

    @Inject
    Pool api;
    @Inject
    Accounts accounts;
    @Inject
    Areas areas;
    @Inject
    People people;

    @Test
    void longOnesAreFoundByTheIndexOfThoseOfTheUnit() {
        var county = people.county();
        var office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        var inspector = UUID.fromString(accounts.staff("PROSECUTOR", county));
        granted(people.takenIn(office), 60, LeaveLevel.SUPERIOR);
        granted(people.takenIn(office), 3_000, LeaveLevel.COUNTY);
        granted(people.takenIn(), 5_000, LeaveLevel.SUPERIOR);
        accounts.update("analyze leave_application");

        var plan = Plan.of(api, inspector, LongLeaves.NEWEST, Tuple.of(LatePermits.LAST, 51));

        assertThat(plan.text()).contains("leave_application_long").doesNotContain("Seq Scan on leave_application");
        assertThat(plan.mostRows()).as(plan.text()).isLessThan(200);
        assertThat(plan.pages()).as(plan.text()).isLessThan(3_000);
    }

    private void granted(UUID person, int many, LeaveLevel level) {
        var decider = UUID.fromString(accounts.staff(null, null));
        var permission = areas.permission(person, areas.square(100, 30, 1), Instant.parse("2024-01-01T00:00:00Z"),
                Instant.parse("2024-02-10T00:00:00Z"));
        accounts.update("insert into leave_application (id, supervisee_id, unit_id, kind, purpose, area_ids, valid,"
                + " applied_at, transit_out_seconds, transit_back_seconds, days, days_away, level, recorded_by,"
                + " recorded_at, decided_by, decided_at, granted, reason, permission_id) select gen_random_uuid(), s.id,"
                + " s.unit_id, 'SINGLE', 'Tests', array[s.id], tstzrange(at, at + interval '40 days'), at, 0, 0, 40, 40,"
                + " ?, d.id, at, d.id, at, true, 'Tests', ? from (select timestamptz '2024-01-01' + n * interval '1 hour'"
                + " as at from generate_series(1, ?) n) as times, supervisee s, account d where s.id = ? and d.id = ?",
                level.name(), permission, many, person, decider);
    }
}
