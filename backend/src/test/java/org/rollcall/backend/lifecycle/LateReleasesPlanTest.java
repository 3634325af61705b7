package org.rollcall.backend.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
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

/** An inspector's list of late releases costs what its page holds: those released and those elsewhere cost nothing. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class LateReleasesPlanTest {

    @Inject
    Pool api;
    @Inject
    Accounts accounts;
    @Inject
    People people;

    @Test
    void lateOnesAreFoundByTheIndexOfThoseNotReleasedOfTheUnit() {
        var county = people.county();
        var office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        var crowd = people.office();
        var inspector = UUID.fromString(accounts.staff("PROSECUTOR", county));
        fill(office, false, "2021-01-01", 60);
        fill(office, true, "2021-01-01", 2_000);
        fill(office, false, "2099-01-01", 1_000);
        fill(crowd, false, "2021-01-01", 4_000);
        accounts.update("analyze supervisee");

        var plan = Plan.of(api, inspector, LateReleases.LONGEST,
                Tuple.of(LateReleases.BEFORE_ALL, LateReleases.FIRST, OffsetDateTime.now(), 51));

        assertThat(plan.text()).contains("supervisee_not_released").doesNotContain("Seq Scan on supervisee");
        assertThat(plan.mostRows()).as(plan.text()).isLessThan(200);
        assertThat(plan.pages()).as(plan.text()).isLessThan(1_000);
    }

    private void fill(UUID unit, boolean released, String until, int many) {
        accounts.update("with a as (insert into account (id, kind, display_name, created_at) select gen_random_uuid(),"
                + " 'SUPERVISEE', 'Somebody', now() from generate_series(1, ?) returning id) insert into supervisee (id,"
                + " unit_id, case_number, full_name, legal_basis, term_from, term_until, released, created_at) select id, ?,"
                + " id::text, 'Somebody', 'PROBATION', '2020-01-01', ?::date, ?, now() from a", many, unit, until,
                released);
    }
}
