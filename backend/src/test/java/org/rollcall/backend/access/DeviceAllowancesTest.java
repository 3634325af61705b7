package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.specification.RequestSpecification;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.Proofs;

/** One active phone a person unless the county says otherwise. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class DeviceAllowancesTest {

    private static final String API = "/api/v1/";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    @io.quarkus.agroal.DataSource("owner")
    DataSource owner;

    private UUID county;
    private UUID office;
    private UUID person;
    private String officer;
    private String countyOfficer;

    @BeforeEach
    void somebodyOfWhomOnlyCheckInsAreAskedFor() {
        county = people.county();
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        person = accounts.takenInForCheckpoints(office);
        officer = accounts.token("OFFICER", office);
        countyOfficer = accounts.token("COUNTY_OFFICER", county);
    }

    @Test
    void withoutAnAllowanceThePhoneBeforeEndsWithTheEnrolmentOfAnother() {
        var first = enrolled();
        var second = enrolled();

        assertThat(counts(first)).isFalse();
        assertThat(counts(second)).isTrue();
    }

    @Test
    void asManyStayAsAreAllowedTheNewestOfThem() {
        allow("supervisees/" + person, 2);

        var first = enrolled();
        var second = enrolled();
        assertThat(counts(first)).isTrue();
        assertThat(counts(second)).isTrue();

        var third = enrolled();
        assertThat(counts(first)).isFalse();
        assertThat(counts(second)).isTrue();
        assertThat(counts(third)).isTrue();
        assertThat(accounts.queryOne("select count(*) from device where supervisee_id = ? and revoked_at is null"
                + " and not spare", person)).isEqualTo(1L);
    }

    @Test
    void theOfficersAreToldOfAPhoneThatIsEnrolledBesideAnother() {
        allow("supervisees/" + person, 2);
        enrolled();
        assertThat(tasks()).isNull();

        enrolled();
        assertThat(tasks()).isEqualTo("PHONE_ADDED");
        enrolled();
        assertThat(tasks()).isEqualTo("PHONE_ADDED PHONE_REPLACED");

        String link = as(officer).get(API + "me/inbox").then().statusCode(200).body("items.size()", equalTo(2))
                .extract().path("items[0].link");
        as(officer).get("/api/v1" + link).then().statusCode(200).body("superviseeId", equalTo(person.toString()));
    }

    @Test
    void whatIsAllowedToAUnitIsAllowedToAllBelowItAndToNobodyElse() {
        allow("agency-units/" + county, 3);
        var first = enrolled();
        enrolled();
        enrolled();

        assertThat(counts(first)).isTrue();
        enrolled();
        assertThat(counts(first)).as("the fourth of three").isFalse();
        person = accounts.takenInForCheckpoints(people.office());
        officer = accounts.token("OFFICER", accounts.province());
        var elsewhere = enrolled();
        enrolled();
        assertThat(counts(elsewhere)).isFalse();
    }

    @Test
    void ofManyEnrolledAtOnceAsManyAreLeftAsAreAllowed() {
        allow("supervisees/" + person, 2);
        enrolled();
        enrolled();

        IntStream.range(0, 6).mapToObj(i -> CompletableFuture.supplyAsync(() -> enrol(PhoneKey.make()).statusCode()))
                .toList()
                .forEach(status -> assertThat(status.join()).isIn(201, 404));

        assertThat(accounts.queryOne("select count(*) from device where supervisee_id = ? and revoked_at is null",
                person)).isEqualTo(2L);
    }

    @Test
    void aModeInWhichPhonesReportByThemselvesEndsAllButTheLast() {
        allow("supervisees/" + person, 2);
        var first = enrolled();
        var second = enrolled();

        sparse(Instant.now());

        assertThat(counts(first)).isFalse();
        assertThat(counts(second)).isTrue();
        var third = enrolled();
        assertThat(counts(second)).as("while the mode lasts there is one").isFalse();
        assertThat(counts(third)).isTrue();
    }

    @Test
    void aModeThatIsToBeginLaterLeavesRoomForOneAtOnce() {
        allow("supervisees/" + person, 2);
        var first = enrolled();
        var second = enrolled();

        sparse(Instant.now().plusSeconds(86_400));

        assertThat(counts(first)).isFalse();
        var third = enrolled();
        assertThat(counts(second)).as("nothing would end it when the mode begins").isFalse();
        assertThat(counts(third)).isTrue();
    }

    @Test
    void whatIsLeftOfAModeThatIsOverEndsNoPhone() {
        allow("supervisees/" + person, 2);
        var mode = sparse(Instant.now().minusSeconds(7_200));
        as(officer).body(Map.of("reason", "Over")).post(API + "location-modes/" + mode + "/ending").then()
                .statusCode(200);
        var first = enrolled();
        var second = enrolled();

        as(officer).body(Map.of("mode", "CHECKPOINT", "basis", "Rules", "reason", "As it was", "validFrom",
                Instant.now().minusSeconds(3_600).toString())).post(API + "supervisees/" + person + "/location-modes")
                .then().statusCode(201);

        assertThat(accounts.queryOne("select count(*) from location_mode where supervisee_id = ? and mode = 'SPARSE'"
                + " and known_until is null", person)).as("the hour before").isEqualTo(1L);
        assertThat(counts(first)).isTrue();
        assertThat(counts(second)).isTrue();
    }

    @Test
    void aSparePhoneDoesACheckInThatIsDue() {
        allow("supervisees/" + person, 2);
        var slot = dueSlot();
        var first = enrolled();
        enrolled();

        as(first).body(Map.of("slotId", slot, "fix", Map.of("fixedAt", Instant.now().toString(), "lon", 116.35, "lat",
                39.94, "accuracyMetres", 10))).post(API + "me/check-ins").then().statusCode(201)
                .body("slot.state", equalTo("DONE"));
    }

    @Test
    void aNodeOfTheVersionBeforeEndsThemAllWithTheNextEnrolment() {
        allow("supervisees/" + person, 2);
        var first = enrolled();
        var second = enrolled();

        // By the statements of that version.
        var third = people.phone(person);

        assertThat(counts(first)).isFalse();
        assertThat(counts(second)).isFalse();
        assertThat(counts(third.token())).isTrue();
    }

    @Test
    void whereAnotherAllowanceIsLeftAsManyStayAsThatAllows() {
        var id = allow("supervisees/" + person, 3);
        var other = allow("agency-units/" + office, 2);
        var first = enrolled();
        var second = enrolled();
        var third = enrolled();

        as(countyOfficer).post(API + "device-allowances/" + id + "/ending").then().statusCode(200);

        assertThat(counts(first)).isFalse();
        assertThat(counts(second)).isTrue();
        assertThat(counts(third)).isTrue();

        as(countyOfficer).post(API + "device-allowances/" + other + "/ending").then().statusCode(200);

        assertThat(counts(second)).isFalse();
        assertThat(counts(third)).isTrue();
    }

    @Test
    void aPhoneThatComesWhileTheAllowanceEndsFindsItEnded() throws SQLException {
        var id = allow("supervisees/" + person, 2);
        var first = enrolled();
        try (var ending = owner.getConnection(); var statement = ending.createStatement()) {
            ending.setAutoCommit(false);
            statement.execute(
                    "update device_allowance set valid = tstzrange(lower(valid), clock_timestamp()) where id = '"
                            + id + "'");

            var second = CompletableFuture.supplyAsync(this::enrolled);
            Awaitility.await().until(() -> (Long) accounts.queryOne("select count(*) from pg_locks"
                    + " where locktype = 'transactionid' and not granted") > 0);
            ending.commit();

            assertThat(counts(second.join())).isTrue();
        }
        assertThat(counts(first)).isFalse();
    }

    @Test
    void thePersonFindsInTheirDataThatMoreThanOneIsAllowed() {
        allow("supervisees/" + person, 2);

        assertThat(as(enrolled()).get(API + "me/data").then().statusCode(200).extract().asString())
                .contains("DEVICE_ALLOWANCE", "A phone at work");
    }

    @Test
    void whatStayedByAnAllowanceEndsWithIt() {
        var id = allow("supervisees/" + person, 2);
        var first = enrolled();
        var second = enrolled();
        as(officer).get(API + "supervisees/" + person + "/device-allowances").then().statusCode(200)
                .body("items.id", contains(id)).body("items.reason", contains("A phone at work"));

        as(countyOfficer).post(API + "device-allowances/" + id + "/ending").then().statusCode(200)
                .body("validUntil", notNullValue());

        assertThat(counts(first)).isFalse();
        assertThat(counts(second)).isTrue();
        as(countyOfficer).post(API + "device-allowances/" + id + "/ending").then().statusCode(409);
        assertThat(
                accounts.queryOne("select string_agg(action, ' ' order by at, id) from audit_entry where object_id = ?"
                        + " and action like 'DEVICES_ALLOWED%'", person))
                .isEqualTo("DEVICES_ALLOWED DEVICES_ALLOWED_NO_MORE");
    }

    @Test
    void nobodyButTheCountyAllowsIt() {
        var body = Map.of("phones", 2, "reason", "A phone at work");
        var stranger = accounts.token("COUNTY_OFFICER", people.county());
        var id = allow("supervisees/" + person, 2);

        for (var path : List.of("supervisees/" + person, "agency-units/" + office)) {
            as(officer).body(body).post(API + path + "/device-allowances").then().statusCode(403);
            as(stranger).body(body).post(API + path + "/device-allowances").then().statusCode(404);
            as(stranger).get(API + path + "/device-allowances").then().statusCode(404);
            given().get(API + path + "/device-allowances").then().statusCode(401);
        }
        as(stranger).post(API + "device-allowances/" + id + "/ending").then().statusCode(404);
        as(countyOfficer).body(body).post(API + "supervisees/" + person + "/device-allowances").then().statusCode(409);
        as(countyOfficer).body(Map.of("phones", 9, "reason", "x")).post(API + "supervisees/" + person
                + "/device-allowances").then().statusCode(400);
    }

    private Object tasks() {
        return accounts.queryOne("select string_agg(kind, ' ' order by kind) from staff_task where supervisee_id = ?",
                person);
    }

    private String allow(String path, int phones) {
        return as(countyOfficer).body(Map.of("phones", phones, "reason", "A phone at work"))
                .post(API + path + "/device-allowances").then().statusCode(201).body("phones", equalTo(phones))
                .extract().path("id");
    }

    /** When only check-ins are no longer asked for. */
    private String sparse(Instant from) {
        var mode = new HashMap<String, Object>(Map.of("mode", "SPARSE", "basis", "Rules", "reason", "Missed",
                "intervalMinutes", 60, "hours", Map.of("from", "08:00", "until", "20:00"), "notifiedAt",
                Instant.now().minusSeconds(60).toString()));
        mode.put("validFrom", from.toString());
        return as(officer).body(mode).post(API + "supervisees/" + person + "/location-modes").then().statusCode(201)
                .extract().path("id");
    }

    private UUID dueSlot() {
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
        return slot;
    }

    /** The token of another phone of that person, whose key is known from then on. */
    private String enrolled() {
        var key = PhoneKey.make();
        var answer = enrol(key).jsonPath();
        Proofs.remember(UUID.fromString(answer.getString("deviceId")), key);
        return answer.getString("accessToken");
    }

    private ExtractableResponse<?> enrol(PhoneKey key) {
        String code = as(officer).post(API + "supervisees/" + person + "/enrolment-codes").then().statusCode(201)
                .extract().path("code");
        return given().contentType("application/json").body(Map.of("code", code, "publicKey", key.jwk()))
                .post(API + "enrolments").then().extract();
    }

    private static boolean counts(String token) {
        return given().auth().oauth2(token).get(API + "me/slots").statusCode() == 200;
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
