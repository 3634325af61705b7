package org.rollcall.backend.supervisee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class MinorsTest {

    private static final String API = "/api/v1/";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Inject
    Accounts accounts;
    @Inject
    Areas areas;
    @Inject
    People people;
    @Inject
    TestClock clock;

    private UUID office;
    private String officer;
    private String admin;

    @BeforeEach
    void anOffice() {
        var county = people.county();
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        officer = accounts.token("OFFICER", office);
        admin = accounts.token("ADMIN", county);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void whoIsUnderAgeIsRegisteredAsAMinorAndTheBirthDateIsNotKept() {
        var birthday = LocalDate.now(ZONE).minusYears(18).plusDays(1);

        register(Map.of("birthDate", birthday.toString())).statusCode(201).body("regime", equalTo("JUVENILE"))
                .body("fullName", equalTo("李＊"));
        register(Map.of("birthDate", birthday.minusDays(1).toString())).statusCode(201)
                .body("regime", equalTo("ADULT")).body("fullName", equalTo("李小明"));
        register(Map.of("juvenile", true)).statusCode(201).body("regime", equalTo("JUVENILE"));
        register(Map.of("birthDate", birthday.toString(), "juvenile", false)).statusCode(400);
        assertThat(accounts.queryOne("select count(*) from information_schema.columns where table_name = 'supervisee'"
                + " and column_name like '%birth%'")).isEqualTo(0L);
    }

    @Test
    void aMinorIsMaskedForWhoeverHasNoPermissionOfItsOwn() {
        var person = minor();

        for (var role : List.of("OFFICER", "COUNTY_OFFICER", "BUREAU_HEAD", "PROSECUTOR")) {
            see(accounts.token(role, office), person).statusCode(200).body("fullName", equalTo("李＊"))
                    .body("guardian", nullValue());
        }
        assertThat(recorded("MINOR_SEEN", person)).isZero();
    }

    @Test
    void whosePostSaysSoSeesWhoItIsAndThatIsOnRecord() {
        var person = minor();
        guardian(officer, person).statusCode(204);
        var permitted = permitted("OFFICER");

        see(permitted, person).statusCode(200).body("fullName", equalTo("李小明")).body("guardian.name", equalTo("李芳"))
                .body("guardian.phone", equalTo("+86 555 0100")).body("guardian.relation", equalTo("PARENT"));

        assertThat(recorded("MINOR_SEEN", person)).isEqualTo(1L);
    }

    @Test
    void theHomeOfAMinorTellsTheirNameToWhosePostSaysSoAlone() {
        var home = areas.circle(116, 39, 500);
        areas.home(UUID.fromString(minor()), home);
        accounts.update("update area set name = '李小明家' where id = ?", home);
        var path = API + "areas/" + home + "?purpose=LOST_CONTACT";

        as(officer).get(path).then().statusCode(200).body("name", equalTo("李＊"));
        as(permitted("OFFICER")).get(path).then().statusCode(200).body("name", equalTo("李小明家"));
    }

    @Test
    void noListHoldsTheFullNameOfAMinorWhoeverAsks() {
        var person = minor();
        String number = see(officer, person).extract().path("caseNumber");

        for (var token : List.of(officer, permitted("COUNTY_OFFICER"))) {
            for (var query : List.of("", "?unitId=" + office, "?caseNumber=" + number)) {
                var list = as(token).get(API + "supervisees" + query).then().statusCode(200).extract();
                assertThat(list.asString()).contains("李＊").doesNotContain("李小明");
            }
        }
    }

    /** DOMAIN 11, case 14. */
    @Test
    void whoTurnsEighteenStaysAMinorAndMaskedInLists() {
        String person = register(Map.of("birthDate", LocalDate.now(ZONE).minusYears(17).minusDays(360).toString()))
                .statusCode(201).extract().path("id");

        clock.advance(java.time.Duration.ofDays(30));

        var later = accounts.token("OFFICER", office);
        see(later, person).statusCode(200).body("regime", equalTo("JUVENILE")).body("fullName", equalTo("李＊"));
        assertThat(as(later).get(API + "supervisees").then().extract().asString()).doesNotContain("李小明");
        assertThatThrownBy(() -> accounts.update("update supervisee set regime = 'ADULT' where id = ?",
                UUID.fromString(person))).rootCause().hasMessageContaining("stays until the end");
    }

    @Test
    void thePermissionCountsWhereThePostIsAndIsNotHandedOnByACover() {
        var person = minor();
        var elsewhere = accounts.staff("OFFICER", people.county());
        accounts.update("update post set minors = true where account_id = ?", UUID.fromString(elsewhere));
        accounts.update("insert into post (id, account_id, unit_id, role, valid) values (gen_random_uuid(), ?, ?,"
                + " 'PROSECUTOR', tstzrange('2020-01-01', null))", UUID.fromString(elsewhere), office);

        see(Accounts.signIn(elsewhere), person).statusCode(200).body("fullName", equalTo("李＊"));

        var away = accounts.staff("OFFICER", office);
        accounts.update("update post set minors = true where account_id = ?", UUID.fromString(away));
        accounts.update("insert into post (id, account_id, unit_id, role, valid, covers) select gen_random_uuid(), ?,"
                + " unit_id, role, tstzrange('2020-01-01', '2090-01-01'), id from post where account_id = ?",
                UUID.fromString(elsewhere), UUID.fromString(away));
        see(Accounts.signIn(elsewhere), person).statusCode(200).body("fullName", equalTo("李＊"));
    }

    @Test
    void anAdminGivesThePermissionToRolesThatHaveCases() {
        permitted("OFFICER");

        as(admin).contentType("application/json").body(Map.of("unitId", office, "role", "DUTY_OFFICER", "minors", true))
                .post(API + "accounts/" + accounts.staff("OFFICER", office) + "/posts").then().statusCode(400);
    }

    @Test
    void theLastGuardianCountsLiesSealedAndOnlyAMinorHasOne() {
        var person = minor();
        guardian(officer, person).statusCode(204);

        as(officer).contentType("application/json")
                .body(Map.of("name", "李国", "phone", "555 0199", "relation", "GRANDPARENT"))
                .put(API + "supervisees/" + person + "/guardian").then().statusCode(204);

        see(permitted("OFFICER"), person).body("guardian.name", equalTo("李国"));
        assertThat(accounts.queryOne("select count(*) from guardian_contact where supervisee_id = ?",
                UUID.fromString(person))).isEqualTo(2L);
        var lies = (byte[]) accounts.queryOne("select contact_sealed from guardian_contact where supervisee_id = ?"
                + " order by recorded_at desc limit 1", UUID.fromString(person));
        assertThat(new String(lies, StandardCharsets.UTF_8)).doesNotContain("李国", "0199");
        assertThat(recorded("GUARDIAN_RECORDED", person)).isEqualTo(2L);
        String adult = register(Map.of()).statusCode(201).extract().path("id");
        guardian(officer, adult).statusCode(409);
    }

    @Test
    void nobodyRecordsAGuardianElsewhere() {
        var person = minor();

        guardian(accounts.token("OFFICER", people.county()), person).statusCode(404);
        guardian(accounts.token("PROSECUTOR", office), person).statusCode(403);
    }

    @Test
    void whatIsMostPersonalOfAMinorIsStoredByOfficersAndReadByWhomAPostLets() {
        var person = minor();
        var phone = "+86 138 " + (1000 + Math.abs(person.hashCode()) % 9000) + " 7001";
        as(officer).contentType("application/json").body(Map.of("phone", phone, "healthNotes", "Asthma"))
                .put(API + "supervisees/" + person + "/personal-data").then().statusCode(200)
                .body("superviseeId", equalTo(person)).body("phone", nullValue()).body("healthNotes", nullValue());
        // All of it is replaced: who does not see it would wipe what is not said again.
        as(officer).contentType("application/json").body(Map.of("phone", "+86 138 0000 7001"))
                .put(API + "supervisees/" + person + "/personal-data").then().statusCode(409);

        personal(officer, person).body("phone", nullValue()).body("healthNotes", nullValue());
        found(officer, phone).body("superviseeIds.size()", equalTo(0));

        var permitted = permitted("OFFICER");
        personal(permitted, person).body("healthNotes", equalTo("Asthma"));
        as(permitted).contentType("application/json").body(Map.of("phone", phone, "healthNotes", "Asthma and diabetes"))
                .put(API + "supervisees/" + person + "/personal-data").then().statusCode(200)
                .body("healthNotes", equalTo("Asthma and diabetes"));
        found(permitted, phone).body("superviseeIds", equalTo(List.of(person)));
        assertThat(recorded("PERSONAL_DATA_SET", person)).isEqualTo(2L);
        as(accounts.token("OFFICER", people.county())).contentType("application/json").body(Map.of("phone", phone))
                .put(API + "supervisees/" + person + "/personal-data").then().statusCode(404);
    }

    @Test
    void aMinorIsToldWhatIsMostPersonalOfThemselves() {
        var person = minor();
        as(officer).contentType("application/json").body(Map.of("healthNotes", "Asthma"))
                .put(API + "supervisees/" + person + "/personal-data").then().statusCode(200);
        as(officer).contentType("application/json").body("{}").post(API + "supervisees/" + person + "/intake").then()
                .statusCode(201);

        assertThat(as(people.phone(UUID.fromString(person)).token()).get(API + "me/data").then().statusCode(200)
                .extract().asString()).contains("Asthma");
    }

    private static ValidatableResponse personal(String token, String person) {
        return as(token).get(API + "supervisees/" + person + "/personal-data").then().statusCode(200);
    }

    private static ValidatableResponse found(String token, String phone) {
        return as(token).contentType("application/json").body(Map.of("phone", phone))
                .post(API + "personal-data-searches").then().statusCode(200);
    }

    private String minor() {
        return register(Map.of("juvenile", true)).statusCode(201).extract().path("id");
    }

    /** A new member of staff whose post lets them see minors. */
    private String permitted(String role) {
        var login = accounts.staff("OFFICER", office);
        as(admin).contentType("application/json").body(Map.of("unitId", office, "role", "PROSECUTOR"))
                .post(API + "accounts/" + login + "/posts").then().statusCode(201).body("minors", equalTo(false));
        accounts.update("delete from post where account_id = ? and role = 'OFFICER'", UUID.fromString(login));
        as(admin).contentType("application/json").body(Map.of("unitId", office, "role", role, "minors", true))
                .post(API + "accounts/" + login + "/posts").then().statusCode(201).body("minors", equalTo(true));
        return Accounts.signIn(login);
    }

    private ValidatableResponse register(Map<String, Object> more) {
        var request = new HashMap<String, Object>(Map.of("unitId", office, "caseNumber", UUID.randomUUID().toString(),
                "fullName", "李小明", "legalBasis", "PROBATION", "termFrom", "2026-10-01", "termUntil", "2048-09-30"));
        request.putAll(more);
        return as(officer).contentType("application/json").body(request).post(API + "supervisees").then();
    }

    private long recorded(String action, String object) {
        return (long) accounts.queryOne("select count(*) from audit_entry where action = ? and object_id = ?", action,
                UUID.fromString(object));
    }

    private static ValidatableResponse guardian(String token, String person) {
        return as(token).contentType("application/json")
                .body(Map.of("name", "李芳", "phone", "+86 555 0100", "relation", "PARENT"))
                .put(API + "supervisees/" + person + "/guardian").then();
    }

    private static ValidatableResponse see(String token, String person) {
        return as(token).get(API + "supervisees/" + person).then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }
}
