package org.rollcall.backend.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class OwnDataTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;

    private UUID office;
    private UUID person;
    private UUID neighbour;

    @BeforeEach
    void twoOfOneOffice() {
        office = people.office();
        person = people.takenIn(office);
        neighbour = people.takenIn(office);
        for (var each : List.of(person, neighbour)) {
            slots(each, OwnData.PAGE + 3);
            accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition,"
                    + " handling, opened_at, changed_at) values (gen_random_uuid(), ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE',"
                    + " 'WARNING', 'CLEARED', 'OPEN', now(), now())", each, office);
        }
        given().auth().oauth2(accounts.token("OFFICER", office)).contentType("application/json")
                .body(Map.of("healthNotes", "哮喘")).put("/api/v1/supervisees/" + person + "/personal-data").then()
                .statusCode(200);
    }

    @Test
    void everythingAboutOneselfComesAndNothingAboutAnybodyElse() {
        var phone = people.phone(person);
        var fixedAt = Instant.now().minusSeconds(60).toString();
        given().auth().oauth2(phone.token()).contentType("application/json")
                .body(Map.of("fixes", List.of(Map.of("fixedAt", fixedAt, "lon", 116.35, "lat", 39.94, "accuracyMetres",
                        10))))
                .post("/api/v1/me/fixes").then().statusCode(200);

        var answer = given().auth().oauth2(phone.token()).get("/api/v1/me/data").then().statusCode(200).extract();
        var items = JsonPath.from(answer.asString());

        assertThat(items.getList("findAll { it.kind == 'SLOT' }")).hasSize(OwnData.PAGE + 3);
        assertThat(items.getList("kind")).contains("REGISTER", "COLLECTION_PERIOD", "DEVICE", "ALERT", "FIX",
                "PERSONAL_DATA");
        assertThat(items.getString("find { it.kind == 'PERSONAL_DATA' }.data.healthNotes")).isEqualTo("哮喘");
        assertThat(items.getString("find { it.kind == 'REGISTER' }.data.caseNumber")).isEqualTo(person.toString());
        assertThat(items.getFloat("find { it.kind == 'FIX' }.data.lon")).isEqualTo(116.35f);
        assertThat(answer.asString()).doesNotContain(neighbour.toString());
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(accounts.queryOne("select count(*) from audit_entry where actor = ? and action ="
                + " 'OWN_DATA_EXPORTED'", person)).isEqualTo(1L);
    }

    private void slots(UUID of, int many) {
        var schedule = UUID.randomUUID();
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (?, ?, 'CHECK_IN', 1, 0, 1440, 900, tstzrange('2020-01-01', '2020-01-02'))",
                schedule, of);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state) select gen_random_uuid(), ?, ?, 'CHECK_IN', 1, d, d + interval '1 hour',"
                + " d + interval '2 hours', 'EXCUSED' from generate_series(now() - ? * interval '1 day', now()"
                + " - interval '1 day', interval '1 day') d", schedule, of, many);
    }
}
