package org.rollcall.backend.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.given;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.platform.OwnDataPart;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class OwnDataTest {

    /** Tables that hold rows of people and are no part, with the reason. */
    private static final Map<String, String> NO_PART = Map.of(
            "personal_data", "comes opened, before the parts",
            "standing", "what the fixes, which come, were last judged to be: worked out from them",
            "standing_due", "when that is looked at next",
            "late_look", "when late fixes are looked at next", "burst_due", "a burst that is waited for, for minutes",
            "watch_due", "when contact is looked at next",
            "late_notice", "that officers were told once a day: the task comes",
            "enrolment_code", "the hash of a secret; the phone that it let in comes",
            "retention_done", "how many rows are gone; they are");

    @Inject
    Accounts accounts;
    @Inject
    Areas areas;
    @Inject
    @Any
    Instance<OwnDataPart> parts;
    @Inject
    @DataSource("owner")
    javax.sql.DataSource owner;
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

    /** Of each table that holds rows of a person, and is new from time to time. */
    @Test
    void eachTableOfPeopleIsAPartOrSaysWhyNot() throws SQLException {
        var tables = new TreeSet<String>();
        try (var connection = owner.getConnection();
                var rows = connection.createStatement()
                        .executeQuery("select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
                                + " and a.attname = 'supervisee_id' and not a.attisdropped where c.relkind in ('r', 'p')"
                                + " and c.relnamespace = 'public'::regnamespace and not c.relispartition"
                                + " and c.relname !~ '[0-9]{4}'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        var shown = tables.stream().filter(table -> parts.stream()
                .anyMatch(part -> Pattern.compile("\\b(from|join) " + table + "\\b").matcher(part.sql()).find()))
                .toList();

        assertThat(shown).doesNotContainAnyElementsOf(NO_PART.keySet());
        tables.removeAll(shown);
        assertThat(tables).isEqualTo(new TreeSet<>(NO_PART.keySet()));
    }

    @Test
    void whatIsDecidedAndRecordedAboutOneselfComes() {
        var circle = areas.circle(116, 39, 500);
        areas.home(person, circle);
        areas.permission(person, circle, Areas.LONG_AGO, Instant.parse("2021-01-01T00:00:00Z"));
        accounts.ordered(person, "M " + person);
        var staff = UUID.fromString(accounts.staff("TEAM_MEMBER", office));
        for (var each : List.of(person, neighbour)) {
            accounts.update("insert into custody (id, supervisee_id, kind, reason, valid, began_at, recorded_by,"
                    + " recorded_at) values (gen_random_uuid(), ?, 'HOSPITAL', ?, tstzrange('2024-01-01', '2024-02-01'),"
                    + " '2024-01-01', ?, now())", each, "Broken leg " + each, staff);
            accounts.update("insert into silence (supervisee_id, since, missed) values (?, now(), 2)", each);
            accounts.update("insert into legal_hold (id, supervisee_id, reason, placed_by, placed_at)"
                    + " values (gen_random_uuid(), ?, 'A complaint', ?, now())", each, staff);
            accounts.update("insert into assignment (id, account_id, supervisee_id, valid, assigned_by)"
                    + " values (gen_random_uuid(), ?, ?, tstzrange('2020-01-01', null), ?)", staff, each, staff);
            accounts.update("insert into remark (id, supervisee_id, kind, content, issued_by, issued_at)"
                    + " values (gen_random_uuid(), ?, 'COMMENT', 'The permit is late.', ?, now())", each, staff);
            accounts.update("insert into guardian_notice (id, supervisee_id, kind, told_at)"
                    + " values (gen_random_uuid(), ?, 'INTAKE', now())", each);
            accounts.update("insert into late_cause (id, supervisee_id, device_kind, code, cause_key, since, opened_at,"
                    + " fixes, late_fixes, rules_version, recorded_at) values (gen_random_uuid(), ?, 'PHONE', 'AREA_EXIT',"
                    + " 'AREA_EXIT:PHONE', now(), now(), 1, 1, 1, now())", each);
            accounts.update("insert into guardian_contact (id, supervisee_id, relation, contact_sealed, recorded_by,"
                    + " recorded_at) values (gen_random_uuid(), ?, 'PARENT', 'x'::bytea, ?, now())", each, staff);
            accounts.update("insert into fix_link (supervisee_id, fixed_at, source_hash, kind, object_id)"
                    + " select ?, now() - n * interval '1 second', decode(repeat('00', 16), 'hex'), 'DISPUTE',"
                    + " gen_random_uuid() from generate_series(1, ?) n", each, OwnData.PAGE + 3);
        }

        var answer = given().auth().oauth2(people.phone(person).token()).get("/api/v1/me/data").then().statusCode(200)
                .extract().asString();
        var items = JsonPath.from(answer);

        assertThat(items.getList("kind")).contains("HOME_AREA", "LOCATION_MODE", "LEGAL_INSTRUCTION",
                "POSITIONING_ORDER", "CUSTODY", "SCHEDULE", "SILENCE", "LEGAL_HOLD", "HELPER", "REMARK",
                "GUARDIAN_NOTICE", "GUARDIAN_CONTACT", "LATE_CAUSE", "JUDGING_POLICY");
        assertThat(items.getList("findAll { it.kind == 'FIX_LINK' }")).hasSize(OwnData.PAGE + 3);
        assertThat(items.getFloat("find { it.kind == 'HOME_AREA' }.data.circle.lon")).isEqualTo(116f);
        assertThat(items.getList("find { it.kind == 'PERMISSION' }.data.areaIds")).containsOnly(circle.toString());
        assertThat(items.getString("find { it.kind == 'CUSTODY' }.data.reason")).isEqualTo("Broken leg " + person);
        assertThat(items.getString("find { it.kind == 'HELPER' }.data.name")).isEqualTo("Somebody");
        assertThat(items.getList("findAll { it.kind == 'REMARK' }")).hasSize(1);
        assertThat(answer).doesNotContain(neighbour.toString());
        assertThat(answer).as("why somebody looks into something").doesNotContain("A complaint");
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
