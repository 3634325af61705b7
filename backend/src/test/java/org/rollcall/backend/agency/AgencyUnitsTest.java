package org.rollcall.backend.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.rollcall.backend.testing.Contract.given;

import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AgencyUnitsTest {

    private static final String UNITS = "/api/v1/agency-units";

    @Inject
    Accounts accounts;

    private UUID here;
    private UUID there;
    private String admin;
    private String adminId;

    @BeforeEach
    void twoPrefectures() {
        here = accounts.unit(accounts.province(), "PREFECTURE", "Here");
        there = accounts.unit(accounts.province(), "PREFECTURE", "There");
        adminId = accounts.staff("ADMIN", here);
        admin = Accounts.signIn(adminId);
    }

    @Test
    void anAdminAddsAUnitAndFindsItWhereTheAnswerSays() {
        var answer = create(admin, here, "COUNTY", " 河口区 ").statusCode(201).body("name", equalTo("河口区"))
                .body("level", equalTo("COUNTY")).body("parentId", equalTo(here.toString())).extract();
        String id = answer.path("id");

        assertThat(answer.header("Location")).endsWith(UNITS + "/" + id);
        as(admin).get(UNITS + "/" + id).then().statusCode(200).body("name", equalTo("河口区"));
        assertThat(accounts.queryOne("select count(*) from audit_entry where object_id = ? and actor = ?"
                + " and action = 'UNIT_CREATED'", UUID.fromString(id), UUID.fromString(adminId))).isEqualTo(1L);
    }

    @Test
    void aNewUnitIsInTheScopeOfThoseAboveIt() {
        String county = create(admin, here, "COUNTY", "County").extract().path("id");

        create(admin, UUID.fromString(county), "JUSTICE_OFFICE", "Office").statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROVINCE", "PREFECTURE"})
    void aUnitLiesBelowItsParentByItsLevel(String level) {
        create(admin, here, level, "Beside").statusCode(400).body("type", equalTo("urn:rollcall:problem:invalid"))
                .body("violations[0].field", equalTo("level"));
    }

    @Test
    void siblingsHaveDifferentNames() {
        create(admin, here, "COUNTY", "Same").statusCode(201);

        create(admin, here, "COUNTY", "Same").statusCode(409).body("type", equalTo("urn:rollcall:problem:conflict"));
    }

    @Test
    void aParentOutOfScopeAndOneThatDoesNotExistAreTheSame() {
        var outside = create(admin, there, "COUNTY", "Theirs").statusCode(400).extract().asString();
        var nowhere = create(admin, UUID.randomUUID(), "COUNTY", "Nowhere").statusCode(400).extract().asString();

        assertThat(outside).isEqualTo(nowhere).contains("parentId");
    }

    @ParameterizedTest
    @CsvSource({"name,''", "name,'   '", "level,HAMLET", "parentId,x", "surprise,1"})
    void aUnitThatCannotBeIsRefused(String field, String value) {
        var request = new java.util.HashMap<String, Object>(
                Map.of("parentId", here, "level", "COUNTY", "name", "County"));
        request.put(field, value);

        as(admin).body(request).post(UNITS).then().statusCode(400).body("violations[0].field", equalTo(field));
    }

    @Test
    void aRepeatedRequestWithTheSameKeyMakesOneUnit() {
        var key = UUID.randomUUID().toString();
        var request = Map.of("parentId", here, "level", "COUNTY", "name", "Once");

        var once = as(admin).header("Idempotency-Key", key).body(request).post(UNITS).then().statusCode(201).extract();
        var again = as(admin).header("Idempotency-Key", key).body(request).post(UNITS).then().statusCode(201).extract();

        assertThat(again.asString()).isEqualTo(once.asString());
        assertThat(again.header("Location")).isEqualTo(once.header("Location"));
    }

    @Test
    void theListIsTheScopeInPagesThatMissNone() {
        for (int i = 0; i < 4; i++) {
            create(admin, here, "COUNTY", "County " + i).statusCode(201);
        }
        var seen = new ArrayList<String>();
        String after = null;
        do {
            var request = as(admin).queryParam("limit", 2);
            var page = (after == null ? request : request.queryParam("after", after)).get(UNITS).then().statusCode(200)
                    .extract().jsonPath();
            seen.addAll(page.<String>getList("items.id"));
            after = page.getString("next");
        } while (after != null);

        assertThat(seen).hasSize(5).doesNotHaveDuplicates().contains(here.toString()).doesNotContain(there.toString());
    }

    @Test
    void whoMayNotAskIsRefused() {
        var officer = accounts.token("OFFICER", here);

        given().get(UNITS).then().statusCode(401);
        given().get(UNITS + "/" + here).then().statusCode(401);
        given().contentType("application/json").body("{}").post(UNITS).then().statusCode(401);
        create(officer, here, "COUNTY", "Not theirs to make").statusCode(403);
        as(accounts.token(null, null)).get(UNITS).then().statusCode(403);
        as(accounts.token(null, null)).get(UNITS + "/" + here).then().statusCode(403);
    }

    @Test
    void aUnitOutOfScopeDoesNotExist() {
        as(admin).get(UNITS + "/" + there).then().statusCode(404);
        as(admin).get(UNITS + "/" + accounts.province()).then().statusCode(404);
        as(admin).get(UNITS + "/" + UUID.randomUUID()).then().statusCode(404);
        as(admin).get(UNITS + "/not-an-id").then().statusCode(404);
        as(admin).get(UNITS).then().body("items.id", not(hasItem(there.toString())));
    }

    @Test
    void anInspectorOfTheProvinceIsNoAdminOfIt() {
        var both = accounts.staff("PROSECUTOR", accounts.province());
        accounts.update("insert into post (id, account_id, unit_id, role, valid) values (?, ?, ?, 'ADMIN',"
                + " tstzrange('2020-01-01', null))", UUID.randomUUID(), UUID.fromString(both), here);
        var token = Accounts.signIn(both);

        as(token).get(UNITS + "/" + there).then().statusCode(200);
        create(token, there, "COUNTY", "Beyond the admin's post").statusCode(400);
        create(token, here, "COUNTY", "Within it").statusCode(201);
    }

    private ValidatableResponse create(String token, UUID parent, String level, String name) {
        return as(token).body(Map.of("parentId", parent, "level", level, "name", name)).post(UNITS).then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
