package org.rollcall.backend.supervisee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/** Guardians of minors see notices and acknowledge them, and nothing else (DOMAIN 3.11, 10.2). */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class GuardiansTest {

    private static final String API = "/api/v1/";
    private static final String NOTICES = API + "me/ward-notices";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    TestClock clock;

    private UUID county;
    private UUID office;
    private String officer;
    private String ward;

    @BeforeEach
    void aMinorWithAGuardian() {
        county = people.county();
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        officer = accounts.token("OFFICER", office);
        ward = registered(true);
        as(officer).body(Map.of("name", "李芳", "phone", "+86 555 0100", "relation", "PARENT"))
                .put(API + "supervisees/" + ward + "/guardian").then().statusCode(204);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void aGuardianEntersWithACodeReadsAndAcknowledges() {
        var secret = entered();
        String notice = tell("ANNOUNCEMENT").statusCode(201).body("acknowledgedAt", nullValue()).extract().path("id");

        as(secret).get(NOTICES).then().statusCode(200).body("items.id", contains(notice))
                .body("items[0].kind", equalTo("ANNOUNCEMENT")).body("items[0].takesPlace", notNullValue())
                .body("items[0].acknowledgedAt", nullValue());
        as(secret).post(NOTICES + "/" + notice + "/acknowledgement").then().statusCode(200)
                .body("acknowledgedAt", notNullValue());
        as(secret).post(NOTICES + "/" + notice + "/acknowledgement").then().statusCode(200);

        as(secret).get(NOTICES).then().body("items[0].acknowledgedAt", notNullValue());
        as(officer).get(API + "supervisees/" + ward + "/guardian-notices").then().statusCode(200)
                .body("items.find {it.id == '" + notice + "'}.acknowledgedAt", notNullValue());
        assertThat(recorded("GUARDIAN_ACKNOWLEDGED")).isEqualTo(1L);
        assertThat(recorded("GUARDIAN_ENTERED")).isEqualTo(1L);
    }

    @Test
    void aCodeWorksOnceAndOfManyAtTheSameInstantOneIsLetIn() {
        String code = open().statusCode(201).extract().path("code");

        var statuses = Stream.generate(() -> CompletableFuture.supplyAsync(() -> enter(code).extract().statusCode()))
                .limit(6).toList().stream().map(CompletableFuture::join).toList();

        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(statuses).containsOnly(201, 404);
    }

    @Test
    void aCodeEnds() {
        String code = open().statusCode(201).extract().path("code");

        clock.advance(Duration.ofDays(8));

        enter(code).statusCode(404);
        enter("AAAAAAAAAAAAAAAA").statusCode(404);
    }

    @Test
    void noSecretLiesInTheDatabaseAndTheAccountNamesNobody() {
        var secret = entered();

        assertThat(accounts.queryOne("select count(*) from guardianship g where g.supervisee_id = ?::uuid and strpos("
                + "g::text, ?) > 0", ward, secret)).isEqualTo(0L);
        assertThat(accounts.queryOne("select display_name from account where id = (select id from guardianship"
                + " where supervisee_id = ?::uuid)", ward)).isEqualTo("Guardian");
        var contact = (byte[]) accounts.queryOne("select contact_sealed from guardian_contact where supervisee_id ="
                + " ?::uuid", ward);
        assertThat(new String(contact, StandardCharsets.UTF_8)).doesNotContain("李芳");
    }

    @Test
    void aNoticeHoldsNoPlaceNoOffenceAndNoName() {
        var secret = entered();
        tell("PENALTY").statusCode(201);

        var items = as(secret).get(NOTICES).then().statusCode(200).extract().jsonPath()
                .<Map<String, Object>>getList("items");

        assertThat(items).allSatisfy(item -> assertThat(item.keySet()).isSubsetOf("id", "kind", "takesPlace", "toldAt",
                "acknowledgedAt"));
    }

    @Test
    void aGuardianHearsOfIntakeAndOfADecisionOnALeave() {
        var secret = entered();

        as(officer).body(Map.of()).post(API + "supervisees/" + ward + "/intake").then().statusCode(201);
        var from = Instant.now().plusSeconds(60);
        as(accounts.token("COUNTY_OFFICER", county)).body(Map.of("kind", "SINGLE", "purpose", "exam", "areaIds",
                List.of(areas.square(100, 30, 1)), "validFrom", from.toString(), "validUntil",
                from.plusSeconds(90_000).toString(), "appliedAt", Instant.now().minusSeconds(60).toString()))
                .post(API + "supervisees/" + ward + "/permissions").then().statusCode(201);

        as(secret).get(NOTICES).then().body("items.kind", contains("LEAVE_DECIDED", "INTAKE"));
    }

    @Test
    void whatWasToldBeforeTheGuardianshipAndOfOthersIsNotShown() {
        String before = tell("DUTY_OF_CARE").statusCode(201).extract().path("id");
        var secret = entered();
        var mine = ward;
        ward = registered(true);
        String others = tell("DUTY_OF_CARE").statusCode(201).extract().path("id");
        ward = mine;

        as(secret).get(NOTICES).then().body("items", empty());
        for (var id : List.of(before, others, UUID.randomUUID().toString())) {
            as(secret).post(NOTICES + "/" + id + "/acknowledgement").then().statusCode(404);
        }
    }

    @Test
    void aGuardianIsNobodyElsewhere() {
        var secret = entered();

        as(secret).get(API + "supervisees/" + ward).then().statusCode(403);
        as(secret).get(API + "me/slots").then().statusCode(403);
        as(secret).get(API + "me").then().statusCode(200).body("kind", equalTo("GUARDIAN")).body("posts", empty());
        as(secret).get(API + "me/inbox").then().statusCode(200).body("items", empty());
        givenAnyRequest().auth().oauth2(secret).contentType("application/json").body("[]").post(API + "me/fixes").then()
                .statusCode(403);
        as(officer).get(NOTICES).then().statusCode(403);
        as(people.phone(people.takenIn(office)).token()).get(NOTICES).then().statusCode(403);
        as(secret.substring(0, secret.length() - 1) + (secret.endsWith("A") ? "B" : "A")).get(NOTICES).then()
                .statusCode(401);
    }

    @Test
    void itEndsWithTheGuardianship() {
        var secret = entered();
        String id = as(officer).get(API + "supervisees/" + ward + "/guardianships").then().statusCode(200)
                .body("items[0].enrolledAt", notNullValue()).body("items[0].code", nullValue()).extract()
                .path("items[0].id");

        as(officer).post(API + "guardianships/" + id + "/ending").then().statusCode(200)
                .body("validUntil", notNullValue());

        as(secret).get(NOTICES).then().statusCode(401);
        as(officer).post(API + "guardianships/" + id + "/ending").then().statusCode(409);
    }

    @Test
    void itEndsWithTheTerm() {
        var secret = entered();
        as(secret).get(NOTICES).then().statusCode(200);

        clock.set(LocalDate.parse("2048-10-01").atStartOfDay(ZONE).toInstant().plusSeconds(1));

        as(secret).get(NOTICES).then().statusCode(401);
    }

    @Test
    void itEndsWithARelease() {
        var secret = entered();

        as(officer).body(Map.of("kind", "PARDON", "reason", "Pardoned"))
                .post(API + "supervisees/" + ward + "/release").then().statusCode(201);

        as(secret).get(NOTICES).then().statusCode(401);
        open().statusCode(409);
    }

    @Test
    void onlyAMinorWhoseGuardianIsRecordedHasAGuardiansAccount() {
        ward = registered(true);
        open().statusCode(409);
        ward = registered(false);
        open().statusCode(409);
        tell("DUTY_OF_CARE").statusCode(409);
    }

    @Test
    void whatTakesPlaceHasATimeAndWhatDoesNotHasNone() {
        as(officer).body(Map.of("kind", "PENALTY")).post(API + "supervisees/" + ward + "/guardian-notices").then()
                .statusCode(400);
        as(officer).body(Map.of("kind", "DUTY_OF_CARE", "takesPlace", Instant.now().toString()))
                .post(API + "supervisees/" + ward + "/guardian-notices").then().statusCode(400);
        as(officer).body(Map.of("kind", "INTAKE")).post(API + "supervisees/" + ward + "/guardian-notices").then()
                .statusCode(400);
    }

    @Test
    void nobodyElsewhereOpensTellsSeesOrEnds() {
        String id = open().statusCode(201).extract().path("id");
        var stranger = accounts.token("OFFICER", people.county());
        var prosecutor = accounts.token("PROSECUTOR", county);
        var path = API + "supervisees/" + ward;

        as(stranger).post(path + "/guardianships").then().statusCode(404);
        as(stranger).get(path + "/guardianships").then().statusCode(404);
        as(stranger).get(path + "/guardian-notices").then().statusCode(404);
        as(stranger).body(Map.of("kind", "DUTY_OF_CARE")).post(path + "/guardian-notices").then().statusCode(404);
        as(stranger).post(API + "guardianships/" + id + "/ending").then().statusCode(404);
        as(prosecutor).get(path + "/guardianships").then().statusCode(200).body("items.id", hasItem(id))
                .body("items.code", not(hasItem(notNullValue())));
        as(prosecutor).post(path + "/guardianships").then().statusCode(403);
        as(prosecutor).post(API + "guardianships/" + id + "/ending").then().statusCode(403);
        given().get(NOTICES).then().statusCode(401);
    }

    private ValidatableResponse open() {
        return as(officer).post(API + "supervisees/" + ward + "/guardianships").then();
    }

    private static ValidatableResponse enter(String code) {
        return given().contentType("application/json").body(Map.of("code", code)).post(API + "guardian-enrolments")
                .then();
    }

    private String entered() {
        String code = open().statusCode(201).extract().path("code");
        return enter(code.toLowerCase(java.util.Locale.ROOT)).statusCode(201).extract().path("secret");
    }

    private ValidatableResponse tell(String kind) {
        var body = kind.equals("DUTY_OF_CARE")
                ? Map.of("kind", kind)
                : Map.of("kind", kind, "takesPlace", Instant.now().plusSeconds(90_000).toString());
        return as(officer).body(body).post(API + "supervisees/" + ward + "/guardian-notices").then();
    }

    private String registered(boolean juvenile) {
        return as(officer)
                .body(Map.of("unitId", office.toString(), "caseNumber", UUID.randomUUID().toString(), "fullName", "李小明",
                        "legalBasis", "PROBATION", "termFrom", "2026-10-01", "termUntil", "2048-09-30", "juvenile",
                        juvenile))
                .post(API + "supervisees").then().statusCode(201).extract().path("id");
    }

    private Object recorded(String action) {
        return accounts.queryOne("select count(*) from audit_entry where action = ? and object_id = ?::uuid", action,
                ward);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
