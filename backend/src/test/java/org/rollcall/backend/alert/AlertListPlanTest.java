package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Plan;

/** What others have does not make one's own list slow: the scope is worked out once, and the rows come by index. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AlertListPlanTest {

    private static final int ELSEWHERE = 20_000;
    private static final PageRequest FIRST = new PageRequest(50, Optional.empty());

    @Inject
    Pool api;
    @Inject
    Accounts accounts;

    private Office crowd;
    private Office office;
    private UUID officer;

    @BeforeEach
    void twentyThousandAlertsElsewhere() {
        crowd = new Office(accounts);
        office = new Office(accounts);
        officer = office.officer();
        fill(office, 60);
        fill(crowd, ELSEWHERE);
        accounts.update("analyze alert, supervisee");
    }

    @AfterEach
    void gone() {
        accounts.update("delete from alert where unit_id in (?, ?)", crowd.office, office.office);
        accounts.update("analyze alert");
    }

    @Test
    void anOfficersListReadsTheOwnUnitsIndexOnly() {
        var plan = explain(AlertQuery.of(AlertFilter.of(null, null, null, null, null, null), FIRST));

        assertThat(plan.text()).contains("alert_unit").doesNotContain("Seq Scan on alert");
        assertThat(plan.mostRows()).as(plan.text()).isLessThan(1_000);
    }

    @Test
    void theListOfWhatIsOpenReadsTheIndexOfWhatIsOpen() {
        var plan = explain(
                AlertQuery.of(AlertFilter.of(null, null, null, null, null, List.of("OPEN", "ACKNOWLEDGED")), FIRST));

        assertThat(plan.text()).contains("alert_unit_open").doesNotContain("Seq Scan on alert");
        assertThat(plan.mostRows()).as(plan.text()).isLessThan(1_000);
    }

    @Test
    void theListOfOnePersonReadsThatPersonsIndex() {
        var plan = explain(
                AlertQuery.of(AlertFilter.of(office.person.toString(), null, null, null, null, null), FIRST));

        assertThat(plan.text()).doesNotContain("Seq Scan on alert");
        assertThat(plan.mostRows()).as(plan.text()).isLessThan(1_000);
    }

    @Test
    void aPlainQueryAsksForTheScopeOnceAndNotForEachRow() {
        var plan = explain(new AlertQuery("select count(*) from alert where opened_at > $1",
                Tuple.of(AlertRows.utc(Office.NOON.minusSeconds(3600)))));

        assertThat(plan.text()).contains("InitPlan").doesNotContain("in_scope");
        assertThat(plan.executionMillis()).as(plan.text()).isLessThan(200);
    }

    private void fill(Office where, int alerts) {
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) select gen_random_uuid(), ?, ?, 'SILENT', 'SILENT:' || n, 'WARNING', 'ACTIVE',"
                + " case when n % 4 = 0 then 'OPEN' else 'CLOSED' end, ?, ? from generate_series(1, ?) n", where.person,
                where.office, AlertRows.utc(Office.NOON), AlertRows.utc(Office.NOON), alerts);
    }

    private Plan explain(AlertQuery query) {
        return Plan.of(api, officer, query.sql(), query.parameters());
    }
}
