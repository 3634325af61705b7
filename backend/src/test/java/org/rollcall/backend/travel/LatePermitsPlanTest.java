package org.rollcall.backend.travel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.Plan;

/** An inspector's list of late permissions costs what its page holds, however many there are elsewhere. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class LatePermitsPlanTest {

    @Inject
    Pool api;
    @Inject
    Accounts accounts;
    @Inject
    People people;

    @Test
    void lateOnesAreFoundByTheIndexOfThoseOfTheUnit() {
        var county = people.county();
        var office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        var inspector = UUID.fromString(accounts.staff("PROSECUTOR", county));
        permissions(people.takenIn(office), 60, "1 day");
        permissions(people.takenIn(office), 3_000, "-1 day");
        permissions(people.takenIn(), 5_000, "1 day");
        accounts.update("analyze permission, permission_version, permission_late");

        var plan = Plan.of(api, inspector, LatePermits.NEWEST, Tuple.of(LatePermits.LAST, 51));

        assertThat(plan.text()).contains("permission_late_unit", "permission_pkey")
                .doesNotContain("Seq Scan on permission ", "Seq Scan on permission_late",
                        "Seq Scan on permission_version");
        assertThat(plan.mostRows()).as(plan.text()).isLessThan(200);
        assertThat(plan.pages()).as(plan.text()).isLessThan(3_000);
    }

    /** Some of which began that much before they were decided. */
    private void permissions(UUID person, int many, String late) {
        var decider = UUID.fromString(accounts.staff(null, null));
        accounts.update("with made as (insert into permission (id, supervisee_id, kind, purpose, valid, applied_at,"
                + " decided_at, decided_by) select gen_random_uuid(), ?, 'SINGLE', 'Tests',"
                + " tstzrange(at - ?::interval, at + interval '2 days'), at, at, ? from (select timestamptz '2024-01-01'"
                + " + n * interval '1 hour' as at from generate_series(1, ?) n) as times returning id, valid, decided_at,"
                + " decided_by) insert into permission_version (permission_id, version, valid, known_from, changed_by)"
                + " select id, 1, valid, decided_at, decided_by from made", person, late, decider, many);
    }
}
