package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Instant;
import java.time.ZoneOffset;
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
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.Proofs;

/** What an officer sees of somebody's devices, and what becomes of one that is ended. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class DeviceRevocationTest {

    private static final String API = "/api/v1/";

    @Inject
    Accounts accounts;
    @Inject
    People people;

    private UUID office;
    private UUID person;
    private String officer;

    @BeforeEach
    void somebody() {
        office = people.office();
        person = people.takenIn(office);
        officer = accounts.token("OFFICER", office);
    }

    @Test
    void theDevicesOfAPersonAreListedWithNoSecretOfThem() {
        var former = people.ownTracks(person).device();
        var own = people.phone(person).device();
        var bracelet = accounts.bracelet(person, "B " + person);

        var list = as(officer).get(API + "supervisees/" + person + "/devices").then().statusCode(200)
                .body("items.size()", equalTo(3))
                .body("items.find {it.id == '" + former + "'}.revokedAt", notNullValue())
                .body("items.find {it.id == '" + own + "'}.revokedAt", nullValue())
                .body("items.find {it.id == '" + own + "'}.attestation", equalTo("NONE"))
                .body("items.find {it.id == '" + bracelet + "'}.kind", equalTo("BRACELET"));
        assertThat(list.extract().asString()).doesNotContain("secret", "publicKey");
        as(officer).get(API + "supervisees/" + person + "/devices?limit=1").then().statusCode(200)
                .body("items.size()", equalTo(1)).body("next", notNullValue());
    }

    @Test
    void nothingIsTakenFromAPhoneThatWasEnded() {
        var phone = people.phone(person);
        report(phone.token()).statusCode(200).body("results.disposition", equalTo(List.of("STORED")));

        revoke(officer, phone.device(), "STOLEN").statusCode(200).body("revokedAt", notNullValue())
                .body("revokedFor", equalTo("STOLEN")).body("replacedAt", nullValue());

        report(phone.token()).statusCode(401);
        given().auth().oauth2(phone.token()).get(API + "me/slots").then().statusCode(401);
        assertThat(accounts.queryOne("select count(*) from fix where supervisee_id = ?", person)).isEqualTo(1L);
    }

    @Test
    void anAppOfOthersIsShutOutAtOnceAndRenewsNothing() {
        String code = as(officer).post(API + "supervisees/" + person + "/enrolment-codes").then().extract()
                .path("code");
        var enrolled = given().contentType("application/json").body(Map.of("code", code, "dialect", "TRANSISTORSOFT"))
                .post(API + "enrolments").then().statusCode(201).extract().jsonPath();
        var token = enrolled.getString("accessToken");
        send(token).statusCode(200);

        revoke(officer, UUID.fromString(enrolled.getString("deviceId")), "LOST").statusCode(200);

        send(token).statusCode(401);
        givenAnyRequest().contentType("application/x-www-form-urlencoded")
                .formParam("refreshToken", enrolled.getString("refreshToken")).post(API + "device-sessions/renewal")
                .then().statusCode(401);
    }

    @Test
    void aPhoneThatAnotherTookThePlaceOfSendsNoBacklogAfterItWasEnded() {
        var former = people.phone(person);
        var next = enrolled();
        report(former.token()).statusCode(200);

        revoke(officer, former.device(), "STOLEN").statusCode(200).body("replacedAt", nullValue());

        report(former.token()).statusCode(401);
        given().auth().oauth2(next).get(API + "me/slots").then().statusCode(200);
    }

    @Test
    void aSparePhoneTakesItsPlace() {
        person = accounts.takenInForCheckpoints(office);
        accounts.update("insert into device_allowance (id, supervisee_id, phones, valid, reason, given_by) values"
                + " (gen_random_uuid(), ?, 2, tstzrange('2020-01-01', null), 'Tests', ?)", person,
                UUID.fromString(accounts.staff("COUNTY_OFFICER", office)));
        var first = enrolled();
        enrolled();
        var last = (UUID) accounts.queryOne("select id from device where supervisee_id = ? and not spare", person);

        revoke(officer, last, "LOST").statusCode(200);

        given().auth().oauth2(first).get(API + "me/slots").then().statusCode(200);
        as(officer).get(API + "supervisees/" + person + "/devices").then()
                .body("items.findAll {it.revokedAt == null}.spare", contains(false));
    }

    @Test
    void aCheckInThatIsDueIsDoneByPinAllTheSame() {
        String pin = as(officer).post(API + "supervisees/" + person + "/check-in-pins").then().statusCode(201).extract()
                .path("pin");
        dueSlot();

        revoke(officer, people.phone(person).device(), "LOST").statusCode(200);

        given().contentType("application/json").body(Map.of("caseNumber", person.toString(), "pin", pin))
                .post(API + "provisional-check-ins").then().statusCode(201);
    }

    @Test
    void doneTwiceItChangesNothingAndIsOnRecordOnce() {
        var phone = people.phone(person).device();
        String first = revoke(officer, phone, "STOLEN").statusCode(200).extract().asString();

        assertThat(revoke(officer, phone, "LOST").statusCode(200).extract().asString()).isEqualTo(first);

        assertThat(accounts.queryOne("select string_agg(detail ->> 'reason', ' ') from audit_entry where object_id = ?"
                + " and action = 'DEVICE_REVOKED' and after -> ('device/' || ?) ->> 'revoked_for' = 'STOLEN'", person,
                phone.toString())).isEqualTo("STOLEN");
    }

    @Test
    void nobodyElseListsOrEndsThem() {
        var phone = people.phone(person);
        var stranger = accounts.token("OFFICER", people.office());

        as(stranger).get(API + "supervisees/" + person + "/devices").then().statusCode(404);
        revoke(stranger, phone.device(), "LOST").statusCode(404);
        for (var role : List.of("PROSECUTOR", "BUREAU_HEAD", "ADMIN", "OPERATOR")) {
            revoke(accounts.token(role, office), phone.device(), "LOST").statusCode(403);
        }
        revoke(officer, phone.device(), "BORED").statusCode(400);
        given().auth().oauth2(phone.token()).get(API + "me/slots").then().statusCode(200);
    }

    private static ValidatableResponse revoke(String token, UUID device, String reason) {
        return givenAnyRequest().auth().oauth2(token).contentType("application/json").body(Map.of("reason", reason))
                .post(API + "devices/" + device + "/revocation").then();
    }

    /** The token of another phone that an officer has enrolled. */
    private String enrolled() {
        String code = as(officer).post(API + "supervisees/" + person + "/enrolment-codes").then().statusCode(201)
                .extract().path("code");
        var key = PhoneKey.make();
        var answer = given().contentType("application/json").body(Map.of("code", code, "publicKey", key.jwk()))
                .post(API + "enrolments").then().statusCode(201).extract().jsonPath();
        Proofs.remember(UUID.fromString(answer.getString("deviceId")), key);
        return answer.getString("accessToken");
    }

    private void dueSlot() {
        var schedule = UUID.randomUUID();
        var slot = UUID.randomUUID();
        var now = Instant.now().atOffset(ZoneOffset.UTC);
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (?, ?, 'CHECK_IN', 1, 0, 1440, 900,"
                + " tstzrange('2020-01-01', '2020-01-02'))", schedule, person);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state) values (?, ?, ?, 'CHECK_IN', 1, ?, ?, ?, 'SCHEDULED')", slot, schedule, person,
                now.minusHours(1), now.plusHours(1), now.plusHours(1));
        accounts.update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'SCHEDULED', now())", slot);
    }

    private static ValidatableResponse report(String token) {
        return given().auth().oauth2(token).contentType("application/json")
                .body(Map.of("fixes", List.of(Map.of("fixedAt", Instant.now().minusSeconds(5).toString(), "lon", 116.35,
                        "lat", 39.94, "accuracyMetres", 10))))
                .post(API + "me/fixes").then();
    }

    private static ValidatableResponse send(String token) {
        return givenAnyRequest().auth().oauth2(token).contentType("application/json").body("{\"location\": []}")
                .post(API + "ingest/transistorsoft").then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }
}
