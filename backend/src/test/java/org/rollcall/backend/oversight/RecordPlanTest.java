package org.rollcall.backend.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.Plan;

/** Questions to the record read what they answer, by index, and not the record. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class RecordPlanTest {

    @Inject
    Pool api;
    @Inject
    Accounts accounts;
    @Inject
    People people;

    private UUID person;
    private UUID actor;
    private UUID inspector;

    @BeforeEach
    void thirtyThousandLooks() {
        var county = people.county();
        var office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        person = people.takenIn(office);
        actor = UUID.fromString(accounts.staff("OFFICER", office));
        inspector = UUID.fromString(accounts.staff("PROSECUTOR", county));
        looks(person, actor, "2026-03-10", 40);
        looks(person, actor, "2025-01-10", 5_000);
        looks(people.takenIn(), UUID.fromString(accounts.staff("OFFICER", people.office())), "2026-03-10", 25_000);
        accounts.update("analyze audit_entry");
    }

    @AfterEach
    void gone() {
        accounts.update("delete from audit_entry where purpose = 'PLAN_TEST'");
        accounts.update("analyze audit_entry");
    }

    /** The record itself has some 600 pages. */
    @Test
    void whoSawThisPersonIsFoundByPersonAndTime() {
        var plan = Plan.of(api, inspector, RecordReads.OF_PERSON,
                Tuple.tuple().addUUID(person).addValue(at("2026-03-01")).addValue(at("2026-04-01"))
                        .addArrayOfString(null).addValue(null).addUUID(null).addInteger(51));

        assertThat(plan.text()).contains("rows=40 ");
        assertThat(plan.pages()).as(plan.text()).isLessThan(400);
    }

    @Test
    void whoseDataAnAccountSawIsFoundByAccountAndTime() {
        var plan = Plan.of(api, inspector, RecordReads.EXPOSURE,
                Tuple.tuple().addUUID(actor).addUUID(null).addUUID(null).addValue(at("2026-03-01"))
                        .addValue(at("2026-04-01")).addUUID(null).addInteger(51));

        assertThat(plan.text()).contains("rows=1 ");
        assertThat(plan.pages()).as(plan.text()).isLessThan(400);
    }

    private static OffsetDateTime at(String day) {
        return OffsetDateTime.parse(day + "T00:00:00Z");
    }

    private void looks(UUID at, UUID by, String day, int many) {
        accounts.update("insert into audit_entry (id, at, actor, action, object_id, purpose, person_id) select"
                + " gen_random_uuid(), ?::timestamptz + n * interval '1 second', ?, 'TRAJECTORY_SEEN', ?, 'PLAN_TEST', ?"
                + " from generate_series(1, ?) n", day, by, at, at, many);
    }
}
