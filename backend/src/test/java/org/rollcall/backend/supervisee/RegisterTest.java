package org.rollcall.backend.supervisee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
import org.rollcall.backend.testing.People;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class RegisterTest {

    private static final String SUPERVISEES = "/api/v1/supervisees";

    @Inject
    Accounts accounts;
    @Inject
    People people;

    private UUID county;
    private UUID office;
    private String login;
    private String officer;
    private String stranger;

    @BeforeEach
    void aCounty() {
        county = people.county();
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        login = accounts.staff("COUNTY_OFFICER", county);
        officer = Accounts.signIn(login);
        stranger = accounts.token("OFFICER", people.office());
    }

    @Test
    void aRegisteredPersonIsFoundAndNothingIsCollected() {
        var request = request();

        String id = register(officer, request).statusCode(201).body("zone", equalTo("Asia/Shanghai"))
                .body("collecting", equalTo(false)).extract().path("id");

        as(officer).get(SUPERVISEES + "/" + id).then().statusCode(200)
                .body("caseNumber", equalTo(request.get("caseNumber"))).body("fullName", equalTo("李强"))
                .body("legalBasis", equalTo("PROBATION")).body("termFrom", equalTo("2026-10-01"))
                .body("termUntil", equalTo("2048-09-30")).body("collecting", equalTo(false));
        var person = UUID.fromString(id);
        assertThat(accounts.queryOne("select kind from account where id = ?", person)).isEqualTo("SUPERVISEE");
        assertThat(accounts.queryOne("select rules_version from standing where supervisee_id = ?"
                + " and device_kind = 'PHONE'", person)).isEqualTo(1L);
        assertThat(accounts.queryOne("select actor from audit_entry where object_id = ?"
                + " and action = 'SUPERVISEE_REGISTERED'", person)).isEqualTo(UUID.fromString(login));
    }

    @Test
    void theAnswerSaysWhereThePersonIs() {
        var answer = register(officer, request()).statusCode(201).extract();

        assertThat(answer.header("Location")).endsWith(SUPERVISEES + "/" + answer.path("id"));
    }

    @Test
    void aRepeatedRegistrationMakesOnePerson() {
        var request = request();
        var key = UUID.randomUUID().toString();
        String once = as(officer).header("Idempotency-Key", key).body(request).post(SUPERVISEES).then().statusCode(201)
                .extract().path("id");

        as(officer).header("Idempotency-Key", key).body(request).post(SUPERVISEES).then().statusCode(201)
                .body("id", equalTo(once)).header("Location", endsWith(once));

        request.put("fullName", "王强");
        as(officer).header("Idempotency-Key", key).body(request).post(SUPERVISEES).then().statusCode(422);
    }

    @Test
    void aTakenCaseNumberIsRefusedWithoutAWordOfWhoHasIt() {
        var request = request();
        register(officer, request).statusCode(201);

        register(officer, request).statusCode(409).body("detail", equalTo("The case number is taken."));

        var there = people.office();
        var elsewhere = new HashMap<>(request);
        elsewhere.put("unitId", there);
        register(accounts.token("OFFICER", there), elsewhere).statusCode(409)
                .body("detail", equalTo("The case number is taken.")).body(not(containsString("李强")));
        assertThat(accounts.queryOne("select count(*) from supervisee where case_number = ?",
                request.get("caseNumber"))).isEqualTo(1L);
    }

    @Test
    void aBlankAroundACaseNumberMakesNoOtherNumber() {
        var request = request();
        register(officer, request).statusCode(201);
        request.put("caseNumber", " " + request.get("caseNumber") + " ");

        register(officer, request).statusCode(409);
    }

    @ParameterizedTest
    @CsvSource({"caseNumber,''", "caseNumber,' '", "fullName,'  '", "legalBasis,FINE", "termFrom,2026-02-30",
        "termFrom,2049-01-01", "termUntil,2020-01-01", "termUntil,2099-01-01", "termFrom,1900-01-01",
        "termUntil,+999999999-12-31", "zone,Nowhere/City", "zone,GMT+8", "zone,+08:00", "zone,''", "unitId,here",
        "surprise,1"})
    void whatCannotBeIsRefused(String field, String value) {
        var request = request();
        request.put(field, value);

        register(officer, request).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aTermThatIsOverIsNoneToRegister() {
        var request = request();
        request.put("termFrom", "2020-01-01");
        request.put("termUntil", "2020-12-31");

        register(officer, request).statusCode(400).body("detail", equalTo("The term is over."));
    }

    @Test
    void controlCharactersAreRefused() {
        var request = request();
        request.put("fullName", "a\u0000b");

        register(officer, request).statusCode(400).body("violations[0].field", equalTo("fullName"));
        as(officer).queryParam("caseNumber", "a\u0000b").get(SUPERVISEES).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unitId", "caseNumber", "fullName", "legalBasis", "termFrom", "termUntil"})
    void whatIsMissingIsNamed(String field) {
        var request = request();
        request.remove(field);

        register(officer, request).statusCode(400).body("violations[0].field", equalTo(field));
    }

    @Test
    void aBrokenBodyIsAProblem() {
        as(officer).body("{\"unitId\": ").post(SUPERVISEES).then().statusCode(400)
                .body("type", equalTo("urn:rollcall:problem:malformed"));
        as(officer).post(SUPERVISEES).then().statusCode(400);
        as(officer).contentType("text/plain").body("x").post(SUPERVISEES).then().statusCode(415);
    }

    @Test
    void onlyUnitsThatSuperviseTakeSomebody() {
        var request = request();
        var village = accounts.unit(office, "VILLAGE", "Village");
        var centre = accounts.unit(county, "CENTRE", "Centre");
        for (var unit : List.of(village, centre, county, office)) {
            request.put("unitId", unit);
            request.put("caseNumber", UUID.randomUUID().toString());
            register(officer, request).statusCode(201);
        }

        var prefecture = (UUID) accounts.queryOne("select parent_id from agency_unit where id = ?", county);
        request.put("unitId", prefecture);
        register(accounts.token("COUNTY_OFFICER", prefecture), request).statusCode(400);
        for (var unit : List.of(prefecture, people.office(), UUID.randomUUID())) {
            request.put("unitId", unit);
            register(officer, request).statusCode(400);
        }
    }

    @Test
    void theListComesInPagesAndKnowsUnitAndCaseNumber() {
        var village = accounts.unit(office, "VILLAGE", "Village");
        var one = people.takenIn(office);
        var two = people.takenIn(village);
        var three = accounts.supervisee(county);

        var first = as(officer).queryParam("limit", 2).get(SUPERVISEES).then().statusCode(200).extract().jsonPath();
        var second = as(officer).queryParam("limit", 2).queryParam("after", first.getString("next")).get(SUPERVISEES)
                .then().statusCode(200).extract().jsonPath();

        var ids = new ArrayList<String>(first.getList("items.id"));
        ids.addAll(second.getList("items.id"));
        assertThat(ids).containsExactlyInAnyOrder(one.toString(), two.toString(), three.toString());
        assertThat(second.getString("next")).isNull();
        as(officer).queryParam("unitId", office).get(SUPERVISEES).then().statusCode(200)
                .body("items.id", containsInAnyOrder(one.toString(), two.toString()))
                .body("items.collecting", equalTo(List.of(true, true)));
        as(officer).queryParam("caseNumber", three).get(SUPERVISEES).then().statusCode(200)
                .body("items.id", equalTo(List.of(three.toString())))
                .body("items.collecting", equalTo(List.of(false)));
        as(officer).queryParam("unitId", people.office()).get(SUPERVISEES).then().statusCode(200)
                .body("items.size()", equalTo(0));
        as(officer).queryParam("unitId", "x").get(SUPERVISEES).then().statusCode(400);
        as(officer).queryParam("after", "x").get(SUPERVISEES).then().statusCode(400);
        as(officer).queryParam("limit", 0).get(SUPERVISEES).then().statusCode(400);
    }

    @Test
    void nobodyElseRegistersOrSees() {
        var person = people.takenIn(office);
        var phone = people.phone(person).token();
        var prosecutor = accounts.token("PROSECUTOR", county);
        var admin = accounts.token("ADMIN", county);

        for (var path : List.of(SUPERVISEES, SUPERVISEES + "/" + person)) {
            given().get(path).then().statusCode(401);
            as(phone).get(path).then().statusCode(403);
            as(admin).get(path).then().statusCode(403);
            as(prosecutor).get(path).then().statusCode(200);
        }
        as(stranger).get(SUPERVISEES).then().statusCode(200).body("items.size()", equalTo(0));
        as(stranger).queryParam("caseNumber", person).get(SUPERVISEES).then().body("items.size()", equalTo(0));
        as(stranger).get(SUPERVISEES + "/" + person).then().statusCode(404);
        as(officer).get(SUPERVISEES + "/" + UUID.randomUUID()).then().statusCode(404);
        given().contentType("application/json").body(request()).post(SUPERVISEES).then().statusCode(401);
        for (var token : List.of(phone, admin, prosecutor)) {
            register(token, request()).statusCode(403);
        }
    }

    @Test
    void noNameIsPrinted() {
        var request = new SuperviseeRequest(office, "2026-1", "李强", LegalBasis.PROBATION,
                LocalDate.EPOCH, LocalDate.EPOCH, null, null, null);

        assertThat(request.toString()).doesNotContain("李强", "2026-1");
        assertThat(new SuperviseeEntity(UUID.randomUUID(), request, Instant.EPOCH).shown(true).toString())
                .doesNotContain("李强", "2026-1");
    }

    private Map<String, Object> request() {
        return new HashMap<>(Map.of("unitId", office, "caseNumber", UUID.randomUUID().toString(), "fullName", "李强",
                "legalBasis", "PROBATION", "termFrom", "2026-10-01", "termUntil", "2048-09-30"));
    }

    private static ValidatableResponse register(String token, Map<String, Object> request) {
        return as(token).body(request).post(SUPERVISEES).then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
