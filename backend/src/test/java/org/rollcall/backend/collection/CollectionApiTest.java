package org.rollcall.backend.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
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
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Origin;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class CollectionApiTest {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;

    private Instant now;
    private UUID unit;
    private UUID person;
    private String officer;
    private String county;
    private String stranger;

    @BeforeEach
    void somebody() {
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        unit = people.county();
        person = accounts.takenInForCheckpoints(unit);
        officer = accounts.token("OFFICER", unit);
        county = accounts.token("COUNTY_OFFICER", unit);
        stranger = accounts.token("COUNTY_OFFICER", people.county());
    }

    @Test
    void aModeIsRecordedWithItsBasisAndReadBack() {
        var id = set(sparse()).statusCode(201).body("mode", equalTo("SPARSE")).body("deviceKind", equalTo("PHONE"))
                .body("basis", equalTo("分类管理办法第七条")).body("intervalMinutes", equalTo(60))
                .body("hours.until", equalTo("20:00")).body("validUntil", nullValue()).body("knownUntil", nullValue())
                .extract().<String>path("id");

        as(officer).get(modes()).then().statusCode(200).body("items.id", contains(id));
        as(accounts.token("PROSECUTOR", unit)).get(modes()).then().statusCode(200).body("items", hasSize(1));
        assertThat(accounts.queryOne("select detail ->> 'mode' from audit_entry where object_id = ?"
                + " and action = 'LOCATION_MODE_SET'", person)).isEqualTo("SPARSE");
        assertThat(version()).isEqualTo(1L);
    }

    @Test
    void aNewModeTakesThePlaceOfTheOldOneForItsTimeAndNothingIsOverwritten() {
        var old = set(sparse()).statusCode(201).extract().<String>path("id");
        var begin = now.plus(Duration.ofDays(2));
        var end = now.plus(Duration.ofDays(5));

        set(with(with(checkpoint(), "validFrom", begin.toString()), "validUntil", end.toString())).statusCode(201);

        assertThat(
                accounts.queryOne("select string_agg(mode || ' ' || (known_until is null), ', ' order by lower(valid),"
                        + " known_from) from location_mode where supervisee_id = ?", person))
                .isEqualTo("SPARSE false, SPARSE true, CHECKPOINT true, SPARSE true");
        assertThat(accounts.queryOne("select upper(valid) is null and known_until is not null from location_mode"
                + " where id = ?", UUID.fromString(old))).isEqualTo(true);
        as(officer).queryParam("limit", 3).get(modes()).then().statusCode(200).body("items", hasSize(3)).body("next",
                notNullValue());
    }

    @Test
    void endingAModeLeavesWhatItWas() {
        var id = set(sparse()).statusCode(201).extract().<String>path("id");
        var path = "/api/v1/location-modes/" + id + "/ending";

        as(officer).body(Map.of("reason", "表现良好")).post(path).then().statusCode(200).body("knownUntil", notNullValue());

        as(officer).body(Map.of("reason", "表现良好")).post(path).then().statusCode(409);
        assertThat(
                accounts.queryOne("select count(*) from location_mode where supervisee_id = ? and known_until is null"
                        + " and upper(valid) is null", person))
                .isEqualTo(0L);
        as(officer).body(Map.of()).post(path).then().statusCode(400);
        as(officer).body(Map.of("reason", "x", "more", 1)).post(path).then().statusCode(400);
        as(stranger).body(Map.of("reason", "x")).post(path).then().statusCode(404);
        as(accounts.token("PROSECUTOR", unit)).body(Map.of("reason", "x")).post(path).then().statusCode(403);
        given().contentType("application/json").body(Map.of("reason", "x")).post(path).then().statusCode(401);
        as(officer).body(Map.of("reason", "x")).post("/api/v1/location-modes/" + UUID.randomUUID() + "/ending").then()
                .statusCode(404);
    }

    @Test
    void byTheMinuteOnlyWithAnInstructionOfThatPersonAndNotLonger() {
        var end = now.plus(Duration.ofDays(30));
        var instruction = instruct(person, end);
        var continuous = with(with(mode("CONTINUOUS"), "intervalMinutes", 5), "instructionId", instruction);

        set(with(mode("CONTINUOUS"), "intervalMinutes", 5)).statusCode(400);
        set(with(continuous, "validUntil", end.plusSeconds(1).toString())).statusCode(409);
        set(with(continuous, "instructionId", UUID.randomUUID().toString())).statusCode(409);
        set(with(continuous, "instructionId", instruct(accounts.takenInForCheckpoints(unit), end))).statusCode(409);
        set(continuous).statusCode(201).body("validUntil", equalTo(end.toString()));
    }

    @Test
    void aTripTakesAPermissionOfThatPerson() {
        var end = now.plus(Duration.ofDays(4));
        var permission = areas.permission(person, areas.circle(117, 40, 1_000), now, end);
        var foreign = areas.permission(accounts.takenInForCheckpoints(unit), areas.circle(117, 40, 1_000), now, end);
        var trip = with(with(mode("TRIP"), "intervalMinutes", 60), "permissionId", permission.toString());

        set(with(trip, "permissionId", foreign.toString())).statusCode(409);
        set(with(mode("TRIP"), "intervalMinutes", 60)).statusCode(400);
        set(trip).statusCode(201).body("validUntil", equalTo(end.toString()));
    }

    @ParameterizedTest
    @CsvSource({"intervalMinutes, 14", "intervalMinutes, ", "hours, ", "notifiedAt, ", "basis, ", "reason, ", "mode, ",
        "validFrom, 2020-01-01T00:00:00Z", "mode, ALWAYS", "intervalMinutes, 1441", "extra, 1"})
    void whatContradictsItselfIsRefused(String field, String value) {
        set(with(sparse(), field, value)).statusCode(400);
        assertThat(accounts.queryOne("select count(*) from location_mode where supervisee_id = ?", person))
                .isEqualTo(0L);
    }

    @Test
    void hoursEndAfterTheyBegin() {
        set(with(sparse(), "hours", Map.of("from", "20:00", "until", "08:00"))).statusCode(400);
        set(with(sparse(), "hours", Map.of("from", "8", "until", "20:00"))).statusCode(400);
        set(with(sparse(), "hours", Map.of("from", "00:00", "until", "24:00"))).statusCode(201);
    }

    @Test
    void aRepetitionIsOne() {
        var key = UUID.randomUUID().toString();
        var first = as(officer).header("Idempotency-Key", key).body(sparse()).post(modes()).then().statusCode(201)
                .extract().<String>path("id");

        as(officer).header("Idempotency-Key", key).body(sparse()).post(modes()).then().statusCode(201).body("id",
                equalTo(first));

        assertThat(accounts.queryOne("select count(*) from location_mode where supervisee_id = ?", person))
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"location-modes", "legal-instructions", "positioning-orders"})
    void nobodyElseSeesOrChangesThem(String what) {
        var path = "/api/v1/supervisees/" + person + "/" + what;
        var body = Map.of("location-modes", sparse(), "legal-instructions", instruction(now.plus(Duration.ofDays(1))),
                "positioning-orders", order(today(), today())).get(what);

        as(stranger).body(body).post(path).then().statusCode(404);
        as(stranger).get(path).then().statusCode(404);
        as(accounts.token("PROSECUTOR", unit)).body(body).post(path).then().statusCode(403);
        as(accounts.token("ADMIN", unit)).body(body).post(path).then().statusCode(403);
        as(accounts.token("ADMIN", unit)).get(path).then().statusCode(403);
        given().contentType("application/json").body(body).post(path).then().statusCode(401);
        given().get(path).then().statusCode(401);
        as(people.phone(person).token()).body(body).post(path).then().statusCode(403);
        as(county).body("{\"mode\":").post(path).then().statusCode(400);
        as(county).body(with(body, "more", 1)).post(path).then().statusCode(400);
        as(county).get(path).then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void anInstructionEndsInTheFuture() {
        var path = "/api/v1/supervisees/" + person + "/legal-instructions";
        as(officer).body(instruction(now.minusSeconds(1))).post(path).then().statusCode(400);
        as(officer).body(with(instruction(now.plusSeconds(900)), "issuedBy", " ")).post(path).then().statusCode(400);
        var id = as(officer).body(instruction(now.plusSeconds(900))).post(path).then().statusCode(201).extract()
                .<String>path("id");

        as(officer).get(path).then().statusCode(200).body("items.id", contains(id));
    }

    /** Case 16. */
    @Test
    void anOrderHoldsForThreeMonthsToTheDayAndNoLonger() {
        var first = today().plusDays(1);
        var last = first.plusMonths(3).minusDays(1);
        order(county, order(first, last.plusDays(1))).statusCode(400);

        order(county, order(first, last)).statusCode(201)
                .body("inForceFrom", equalTo(first.atStartOfDay(CHINA).toInstant().toString()))
                .body("inForceUntil", equalTo(last.plusDays(1).atStartOfDay(CHINA).toInstant().toString()));

        order(county, order(last, last)).statusCode(409);
    }

    @ParameterizedTest
    @CsvSource({"2027-01-31, 2027-04-29, 201", "2027-01-31, 2027-04-30, 400", "2027-11-30, 2028-02-28, 201",
        "2027-11-30, 2028-02-29, 400", "2027-01-15, 2027-04-14, 201", "2027-01-15, 2027-04-15, 400"})
    void monthsEndWhereTheCalendarDoes(String first, String last, int status) {
        order(county, order(LocalDate.parse(first), LocalDate.parse(last))).statusCode(status);
    }

    @Test
    void anExtensionIsAnOrderOfItsOwnAndOfTheSamePerson() {
        var last = today().plusDays(30);
        var id = order(county, order(today(), last)).statusCode(201).extract().<String>path("id");
        var extension = with(order(last.plusDays(1), last.plusDays(60)), "extensionOf", id);
        var other = accounts.takenInForCheckpoints(unit);

        as(county).body(extension).post("/api/v1/supervisees/" + other + "/positioning-orders").then().statusCode(409);
        order(county, extension).statusCode(201).body("extensionOf", equalTo(id));
        as(officer).get("/api/v1/supervisees/" + person + "/positioning-orders").then().statusCode(200).body("items",
                hasSize(2));
    }

    @Test
    void onlyTheCountyOrdersAndOnlyItsHeadApproves() {
        order(officer, order(today(), today())).statusCode(403);
        order(county, with(order(today(), today()), "approverRole", "OFFICER")).statusCode(400);
        order(county, with(order(today(), today()), "ground", "ANY")).statusCode(400);
        order(county, order(today().minusDays(1), today())).statusCode(400);
        order(county, order(today().plusDays(1), today())).statusCode(400);
    }

    @Test
    void anOrderIsLiftedAtOnceAndOnce() {
        var id = order(county, order(today(), today().plusDays(30))).statusCode(201).extract().<String>path("id");
        var path = "/api/v1/positioning-orders/" + id + "/lifting";
        var body = Map.of("reason", "不再需要");
        as(stranger).body(body).post(path).then().statusCode(404);
        as(officer).body(body).post(path).then().statusCode(403);
        given().contentType("application/json").body(body).post(path).then().statusCode(401);

        var ended = Instant.parse(as(county).body(body).post(path).then().statusCode(200).extract()
                .path("inForceUntil"));

        assertThat(ended).isBefore(Instant.now().plusSeconds(1));
        as(county).body(body).post(path).then().statusCode(409);
        order(county, order(today().plusDays(1), today().plusDays(3))).statusCode(201);
    }

    @Test
    void aBraceletIsEnrolledByTheCodeOfItsOrderAndReportsAtOnce() {
        var serial = "SN " + person;
        var body = with(order(today(), today().plusDays(30)), "serialNumber", serial);
        var path = codes(order(county, body).statusCode(201).extract().path("id"));
        var phone = people.phone(person);

        var code = as(county).post(path).then().statusCode(201).extract().<String>path("code");
        assertThat(report(enrol(code, "TRACCAR").statusCode(201).extract().path("ingestPath"))).isEqualTo(200);

        assertThat(accounts.queryOne("select kind || ' ' || serial_number from device where supervisee_id = ?"
                + " and dialect = 'TRACCAR'", person)).isEqualTo("BRACELET " + serial);
        assertThat(accounts.queryOne("select count(*) from fix where supervisee_id = ?", person)).isEqualTo(1L);
        assertThat(accounts.queryOne("select revoked_at is null from device where id = ?", phone.device()))
                .isEqualTo(true);
        enrol(as(county).post(path).then().statusCode(201).extract().path("code"), "NATIVE").statusCode(409);
        enrol(as(county).post(path).then().statusCode(201).extract().path("code"), "TRACCAR").statusCode(201)
                .body("configurationUrl", containsString("&interval=300&"));
        assertThat(accounts.queryOne("select count(*) filter (where revoked_at is null) || ' ' || count(*) from device"
                + " where supervisee_id = ? and kind = 'BRACELET'", person)).isEqualTo("1 2");
    }

    @Test
    void aBraceletThatSomebodyWearsIsNotEnrolledForAnother() {
        var serial = "SN " + person;
        accounts.bracelet(accounts.takenInForCheckpoints(unit), serial);
        var id = order(county, with(order(today(), today().plusDays(30)), "serialNumber", serial)).statusCode(201)
                .extract().<String>path("id");

        enrol(as(county).post(codes(id)).then().statusCode(201).extract().path("code"), "TRACCAR").statusCode(409);
    }

    @Test
    void onlyTheCountyMakesACodeAndOnlyForAnOrderThatHasNotEnded() {
        var id = order(county, order(today(), today().plusDays(30))).statusCode(201).extract().<String>path("id");
        as(officer).post(codes(id)).then().statusCode(403);
        as(stranger).post(codes(id)).then().statusCode(404);
        given().post(codes(id)).then().statusCode(401);
        as(county).post(codes(UUID.randomUUID().toString())).then().statusCode(404);

        as(county).body(Map.of("reason", "不再需要")).post("/api/v1/positioning-orders/" + id + "/lifting").then()
                .statusCode(200);

        as(county).post(codes(id)).then().statusCode(409);
    }

    private static String codes(String order) {
        return "/api/v1/positioning-orders/" + order + "/enrolment-codes";
    }

    private static ValidatableResponse enrol(String code, String dialect) {
        var request = new HashMap<String, Object>(Map.of("code", code, "dialect", dialect));
        if (dialect.equals("NATIVE")) {
            request.put("publicKey", PhoneKey.make().jwk());
        }
        return given().config(Origin.fresh()).contentType("application/json").body(request).post("/api/v1/enrolments")
                .then();
    }

    private static int report(String path) {
        return givenAnyRequest().get(path + "?id=1&lat=39.9&lon=116.3&timestamp=" + Instant.now().getEpochSecond())
                .statusCode();
    }

    /** The walls behind the service. */
    @ParameterizedTest
    @ValueSource(strings = {
        "'PHONE', 'CONTINUOUS', 60, null, null, null", "'PHONE', 'SPARSE', 600, 480, 1200, now()",
        "'PHONE', 'SPARSE', 3600, null, null, now()", "'PHONE', 'SPARSE', 3600, 480, 1200, null",
        "'PHONE', 'TRIP', 3600, null, null, null", "'BRACELET', 'CONTINUOUS', 60, null, null, null",
        "'BRACELET', 'CHECKPOINT', null, null, null, null", "'PHONE', 'CHECKPOINT', 60, null, null, null"})
    void theDatabaseRefusesAModeWithoutItsBasis(String values) {
        var by = UUID.fromString(accounts.staff("OFFICER", unit));

        assertThatThrownBy(() -> accounts.update("insert into location_mode (id, supervisee_id, set_by, basis, reason,"
                + " valid, known_from, device_kind, mode, interval_s, hours_from_minute, hours_until_minute, notified_at)"
                + " select gen_random_uuid(), ?, ?, 'b', 'r', tstzrange(now(), null), now(), " + values, person, by))
                .hasMessageContaining("check constraint");
    }

    private ValidatableResponse set(Map<String, Object> body) {
        return as(officer).body(body).post(modes()).then();
    }

    private String modes() {
        return "/api/v1/supervisees/" + person + "/location-modes";
    }

    private ValidatableResponse order(String token, Map<String, Object> body) {
        return as(token).body(body).post("/api/v1/supervisees/" + person + "/positioning-orders").then();
    }

    private String instruct(UUID whom, Instant until) {
        return as(officer).body(instruction(until)).post("/api/v1/supervisees/" + whom + "/legal-instructions").then()
                .statusCode(201).extract().path("id");
    }

    private long version() {
        return (long) accounts.queryOne("select max(rules_version) from standing where supervisee_id = ?", person);
    }

    private static LocalDate today() {
        return LocalDate.now(CHINA);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }

    private Map<String, Object> sparse() {
        return with(with(with(mode("SPARSE"), "intervalMinutes", 60), "hours",
                Map.of("from", "08:00", "until", "20:00")), "notifiedAt", now.toString());
    }

    private static Map<String, Object> checkpoint() {
        return mode("CHECKPOINT");
    }

    private static Map<String, Object> mode(String mode) {
        return Map.of("mode", mode, "basis", "分类管理办法第七条", "reason", "两次未签到");
    }

    private static Map<String, Object> instruction(Instant until) {
        return Map.of("documentNumber", "12号", "issuedBy", "法制科", "reason", "重点监管", "validUntil", until.toString());
    }

    private static Map<String, Object> order(LocalDate first, LocalDate last) {
        return Map.of("serialNumber", "SN-117", "ground", "LEFT_WITHOUT_PERMISSION", "evidence", "询问笔录",
                "documentNumber", "3号", "approverName", "李建国", "approverRole", "COUNTY_BUREAU_HEAD", "firstDay",
                first.toString(), "lastDay", last.toString());
    }

    /** Null takes the field away; a number is one. */
    private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        var copy = new HashMap<>(body);
        if (value == null) {
            copy.remove(field);
        } else {
            copy.put(field,
                    value instanceof String text && text.matches("\\d+") ? (Object) Integer.valueOf(text) : value);
        }
        return copy;
    }
}
