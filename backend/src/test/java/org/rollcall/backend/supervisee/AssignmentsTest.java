package org.rollcall.backend.supervisee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AssignmentsTest {

    private static final String API = "/api/v1/";

    @Inject
    Accounts accounts;
    @Inject
    People people;

    private UUID office;
    private UUID person;
    private String helper;
    private String officer;

    @BeforeEach
    void anOffice() {
        office = accounts.unit(people.county(), "JUSTICE_OFFICE", "Office");
        person = people.takenIn(office);
        helper = accounts.staff("TEAM_MEMBER", office);
        officer = accounts.token("OFFICER", office);
    }

    @Test
    void whoHelpsSeesTheNameAndWhatIsDueOfThoseAssignedAndNothingElse() {
        people.takenIn(office);
        slot();
        assign(officer, person, helper).statusCode(201).body("validUntil", nullValue());

        var page = as(Accounts.signIn(helper)).get(API + "me/people").then().statusCode(200)
                .body("items.id", equalTo(List.of(person.toString()))).body("items[0].next.kind", equalTo("CHECK_IN"))
                .extract().jsonPath();

        Map<String, Object> shown = page.getMap("items[0]");
        assertThat(shown.keySet()).isEqualTo(Set.of("id", "name", "unitName", "next"));
        as(Accounts.signIn(helper)).get(API + "supervisees/" + person).then().statusCode(403);
        assertThat(
                accounts.queryOne("select count(*) from audit_entry where action = 'HELPER_ASSIGNED' and object_id = ?",
                        person))
                .isEqualTo(1L);
    }

    @Test
    void anEndTakesEffectAtOnce() {
        String id = assign(officer, person, helper).statusCode(201).extract().path("id");
        var token = Accounts.signIn(helper);
        as(token).get(API + "me/people").then().body("items.size()", equalTo(1));

        as(officer).post(API + "assignments/" + id + "/ending").then().statusCode(200);

        as(token).get(API + "me/people").then().statusCode(200).body("items.size()", equalTo(0));
        as(officer).post(API + "assignments/" + id + "/ending").then().statusCode(409);
        as(officer).get(API + "supervisees/" + person + "/assignments").then().statusCode(200)
                .body("items.id", equalTo(List.of(id)));
    }

    @Test
    void whoLostThePostSeesNobodyAnyMore() {
        assign(officer, person, helper).statusCode(201);
        accounts.update("insert into post (id, account_id, unit_id, role, valid) values (gen_random_uuid(), ?, ?,"
                + " 'VILLAGE_ASSISTANT', tstzrange('2020-01-01', null))", UUID.fromString(helper), people.county());
        var token = Accounts.signIn(helper);

        accounts.update("update post set valid = tstzrange('2020-01-01', now() - interval '1 minute')"
                + " where account_id = ? and role = 'TEAM_MEMBER'", UUID.fromString(helper));

        as(token).get(API + "me/people").then().statusCode(200).body("items.size()", equalTo(0));
    }

    @Test
    void aMinorIsMaskedForWhoHelps() {
        accounts.update("update supervisee set regime = 'JUVENILE', full_name = '李小明' where id = ?", person);
        assign(officer, person, helper).statusCode(201);

        as(Accounts.signIn(helper)).get(API + "me/people").then().statusCode(200).body("items[0].name",
                equalTo("李＊"));
    }

    @Test
    void onlyWhoHelpsThereIsAssignedAndOnceAtATime() {
        assign(officer, person, accounts.staff("TEAM_MEMBER", people.county())).statusCode(400);
        assign(officer, person, accounts.staff("OFFICER", office)).statusCode(400);
        assign(officer, person, helper).statusCode(201);
        assign(officer, person, helper).statusCode(409);
    }

    @Test
    void nobodyAssignsElsewhere() {
        var stranger = accounts.token("OFFICER", people.county());

        assign(stranger, person, helper).statusCode(404);
        as(stranger).get(API + "supervisees/" + person + "/assignments").then().statusCode(404);
        String id = assign(officer, person, helper).statusCode(201).extract().path("id");
        as(stranger).post(API + "assignments/" + id + "/ending").then().statusCode(404);
    }

    private void slot() {
        var schedule = UUID.randomUUID();
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (?, ?, 'CHECK_IN', 1, 0, 1440, 900, tstzrange('2020-01-01', null))",
                schedule, person);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state) values (gen_random_uuid(), ?, ?, 'CHECK_IN', 1, now() - interval '1 hour',"
                + " now() + interval '1 hour', now() + interval '1 hour', 'SCHEDULED')", schedule, person);
    }

    private static ValidatableResponse assign(String token, UUID person, String helper) {
        return as(token).contentType("application/json").body(Map.of("accountId", helper))
                .post(API + "supervisees/" + person + "/assignments").then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }
}
