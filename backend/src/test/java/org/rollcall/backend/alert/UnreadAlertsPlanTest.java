package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Plan;

/** An inspector's list of unread alerts costs by what is open in the units asked for, not by what was closed or is elsewhere. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class UnreadAlertsPlanTest {

    @Inject
    Pool api;
    @Inject
    Accounts accounts;

    private Office office;
    private Office crowd;

    @AfterEach
    void gone() {
        accounts.update("delete from alert where unit_id in (?, ?)", crowd.office, office.office);
        accounts.update("analyze alert");
    }

    @Test
    void unreadOnesAreFoundByTheIndexOfWhatIsOpenInTheUnit() {
        office = new Office(accounts);
        crowd = new Office(accounts);
        var inspector = UUID.fromString(accounts.staff("PROSECUTOR", office.county));
        fill(office, "OPEN", 60);
        fill(office, "CLOSED", 5_000);
        fill(crowd, "OPEN", 20_000);
        accounts.update("analyze alert");
        accounts.update("analyze audit_entry");
        var now = OffsetDateTime.now();

        var plan = Plan.of(api, inspector, UnreadAlerts.NEWEST, Tuple.of(UnreadAlerts.LAST, 51, now, now, now));

        assertThat(plan.text()).contains("alert_unit_open").doesNotContain("Seq Scan on alert");
        assertThat(plan.mostRows()).as(plan.text()).isLessThan(200);
        assertThat(plan.pages()).as(plan.text()).isLessThan(3_000);
    }

    private void fill(Office where, String handling, int alerts) {
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) select gen_random_uuid(), ?, ?, 'SILENT', 'SILENT:' || ? || n, 'WARNING',"
                + " 'ACTIVE', ?, '2026-01-01', '2026-01-01' from generate_series(1, ?) n", where.person, where.office,
                handling, handling, alerts);
    }
}
