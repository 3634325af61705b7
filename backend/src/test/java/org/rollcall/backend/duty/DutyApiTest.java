package org.rollcall.backend.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rollcall.backend.access.DeviceTokens;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class DutyApiTest {

    private static final Map<String, String> HEADINGS = Map.of("lawAbidance", "遵纪守法", "supervision", "按时报告",
            "education", "两次集中学习", "communityService", "清扫四小时", "socialActivities", "在修理店工作");

    @Inject
    Accounts accounts;
    @Inject
    DeviceTokens devices;
    @Inject
    TestClock clock;
    @Inject
    DutySweep sweep;

    private UUID person;
    private String officer;
    private String stranger;
    private String prosecutor;
    private String phone;

    @BeforeEach
    void twoPrefectures() {
        var here = accounts.unit(accounts.province(), "PREFECTURE", "Here");
        var there = accounts.unit(accounts.province(), "PREFECTURE", "There");
        person = accounts.takenIn(here);
        officer = accounts.token("OFFICER", here);
        stranger = accounts.token("OFFICER", there);
        prosecutor = accounts.token("PROSECUTOR", here);
        phone = devices.of(person);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void anOfficerAsksForCheckInsAndThePersonSeesThem() {
        String id = create(officer, checkIns()).statusCode(201).body("graceMinutes", equalTo(15))
                .body("opens", equalTo("08:00")).body("closes", equalTo("24:00")).extract().path("id");
        sweep();

        as(officer).get("/api/v1/supervisees/" + person + "/schedules").then().statusCode(200)
                .body("items.id", equalTo(java.util.List.of(id)));
        as(phone).get("/api/v1/me/slots").then().statusCode(200).body("items[0].scheduleId", equalTo(id))
                .body("items[0].state", equalTo("SCHEDULED"));
    }

    @Test
    void slotsComeInPagesThatMissNone() {
        create(officer, checkIns()).statusCode(201);
        create(officer, checkIns()).statusCode(201);
        sweep();
        var first = as(phone).queryParam("limit", 3).get("/api/v1/me/slots").then().statusCode(200).extract()
                .jsonPath();

        var second = as(phone).queryParam("limit", 3).queryParam("after", first.getString("next"))
                .get("/api/v1/me/slots")
                .then().statusCode(200).extract().jsonPath();

        assertThat(first.getList("items.id")).hasSize(3);
        assertThat(second.getList("items.id")).hasSize(1).doesNotContainAnyElementsOf(first.getList("items.id"));
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void aRepeatedRequestWithTheSameKeyMakesOneSchedule() {
        var key = UUID.randomUUID().toString();
        var request = checkIns();

        String once = as(officer).header("Idempotency-Key", key).body(request).post(schedules()).then().statusCode(201)
                .extract().path("id");
        String again = as(officer).header("Idempotency-Key", key).body(request).post(schedules()).then().statusCode(201)
                .extract().path("id");

        assertThat(again).isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource({"kind,NAP", "opens,25:00", "closes,08:00", "dayOfMonth,5", "graceMinutes,-1", "graceMinutes,10081",
        "validFrom,2020-01-01T00:00:00Z", "validUntil,2020-01-01T00:00:00Z", "surprise,1"})
    void aScheduleThatCannotBeIsRefused(String field, String value) {
        var request = new HashMap<String, Object>(checkIns());
        request.put(field, value.matches("-?\\d+") ? Integer.valueOf(value) : value);

        create(officer, request).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void anEndedScheduleAsksForNothingMore() {
        String id = create(officer, checkIns()).extract().path("id");
        sweep();

        as(officer).post("/api/v1/schedules/" + id + "/ending").then().statusCode(200);

        as(phone).queryParam("state", "SCHEDULED").get("/api/v1/me/slots").then().body("items.size()", equalTo(0));
        as(phone).queryParam("state", "EXCUSED").get("/api/v1/me/slots").then().body("items.size()", equalTo(2));
        as(officer).post("/api/v1/schedules/" + id + "/ending").then().statusCode(409);
        as(officer).post("/api/v1/schedules/" + UUID.randomUUID() + "/ending").then().statusCode(404);
    }

    @Test
    void aReportIsHandedInOnceAndReadByTheOfficer() {
        openReport();

        String id = report(HEADINGS).statusCode(201).body("slot.state", equalTo("DONE")).extract().path("id");

        report(HEADINGS).statusCode(201).body("id", equalTo(id));
        var other = new HashMap<>(HEADINGS);
        other.put("education", "没有");
        report(other).statusCode(409);
        as(officer).get("/api/v1/supervisees/" + person + "/reports").then().statusCode(200)
                .body("items[0].id", equalTo(id)).body("items[0].headings.education", equalTo("两次集中学习"));
    }

    @Test
    void aReportThatComesAfterTheMissIsLateAndClearsItsAlert() {
        openReport();
        var slot = (UUID) accounts.queryOne("select id from slot where supervisee_id = ?", person);
        clock.set(((java.sql.Timestamp) accounts.queryOne("select due_at from slot where id = ?", slot)).toInstant());
        beat();
        sweep();
        phone = devices.renew(person);
        assertThat(
                accounts.queryOne("select condition from alert where supervisee_id = ? and code <> 'SILENT'", person))
                .isEqualTo("ACTIVE");

        report(HEADINGS).statusCode(201).body("slot.state", equalTo("LATE"));

        assertThat(
                accounts.queryOne("select condition from alert where supervisee_id = ? and code <> 'SILENT'", person))
                .isEqualTo("CLEARED");
        assertThat(accounts.queryOne("select handling from alert where supervisee_id = ? and code <> 'SILENT'", person))
                .isEqualTo("OPEN");
        assertThat(
                accounts.queryOne("select string_agg(state, ' ' order by seq) from slot_entry where slot_id = ?", slot))
                .isEqualTo("SCHEDULED MISSED LATE");
    }

    @Test
    void aReportWithoutAHeadingOrWithoutASlotIsRefused() {
        report(Map.of("education", "x")).statusCode(400).body("violations.size()", equalTo(4));
        report(HEADINGS).statusCode(409);
    }

    @Test
    void nobodyOutsideTheScopeSeesOrAsksAnything() {
        String id = create(officer, checkIns()).extract().path("id");

        for (var path : new String[]{"schedules", "slots", "reports"}) {
            as(stranger).get("/api/v1/supervisees/" + person + "/" + path).then().statusCode(404);
            given().get("/api/v1/supervisees/" + person + "/" + path).then().statusCode(401);
            as(phone).get("/api/v1/supervisees/" + person + "/" + path).then().statusCode(403);
            as(prosecutor).get("/api/v1/supervisees/" + person + "/" + path).then().statusCode(200);
        }
        create(stranger, checkIns()).statusCode(404);
        create(prosecutor, checkIns()).statusCode(403);
        create(phone, checkIns()).statusCode(403);
        as(stranger).post("/api/v1/schedules/" + id + "/ending").then().statusCode(404);
        as(prosecutor).post("/api/v1/schedules/" + id + "/ending").then().statusCode(403);
        given().contentType("application/json").post("/api/v1/schedules/" + id + "/ending").then().statusCode(401);
        as(officer).get("/api/v1/me/slots").then().statusCode(403);
        given().get("/api/v1/me/slots").then().statusCode(401);
        as(officer).body(Map.of("headings", HEADINGS)).post("/api/v1/me/reports").then().statusCode(403);
        given().contentType("application/json").body(Map.of("headings", HEADINGS)).post("/api/v1/me/reports").then()
                .statusCode(401);
    }

    @Test
    void whatIsAskedAndEndedAndReadIsOnRecord() {
        String id = create(officer, checkIns()).extract().path("id");
        as(officer).post("/api/v1/schedules/" + id + "/ending").then().statusCode(200);
        as(officer).post("/api/v1/schedules/" + id + "/ending").then().statusCode(409);
        as(prosecutor).get("/api/v1/supervisees/" + person + "/reports").then().statusCode(200);
        as(stranger).get("/api/v1/supervisees/" + person + "/reports").then().statusCode(404);

        assertThat(accounts.queryOne("select string_agg(action || ' ' || coalesce(detail ->> 'scheduleId',"
                + " detail ->> 'count'), ' ' order by id) from audit_entry where object_id = ?", person))
                .isEqualTo("SCHEDULE_CREATED " + id + " SCHEDULE_ENDED " + id + " REPORTS_SEEN 0");
    }

    private void openReport() {
        var request = new HashMap<String, Object>(
                Map.of("kind", "REPORT", "opens", "00:00", "closes", "24:00", "dayOfMonth", 25));
        create(officer, request).statusCode(201);
        // The tenth of the next month, whatever day it is: well inside the window.
        var nextMonth = YearMonth.from(clock.instant().atZone(ZoneId.of("Asia/Shanghai"))).plusMonths(1);
        clock.set(nextMonth.atDay(10).atTime(12, 0).toInstant(ZoneOffset.UTC));
        beat();
        sweep();
        // A token of today: the phone's has ended.
        phone = devices.renew(person);
        officer = accounts.token("OFFICER",
                (UUID) accounts.queryOne("select unit_id from supervisee where id = ?", person));
    }

    private void beat() {
        accounts.update("insert into sweep_beat (name, at) values ('duty', ?) on conflict (name) do update"
                + " set at = excluded.at", clock.instant().atOffset(ZoneOffset.UTC));
    }

    private static Map<String, Object> checkIns() {
        return Map.of("kind", "CHECK_IN", "opens", "08:00", "closes", "24:00");
    }

    private String schedules() {
        return "/api/v1/supervisees/" + person + "/schedules";
    }

    private ValidatableResponse create(String token, Map<String, Object> request) {
        return as(token).body(request).post(schedules()).then();
    }

    private ValidatableResponse report(Map<String, String> headings) {
        return as(phone).body(Map.of("headings", headings)).post("/api/v1/me/reports").then();
    }

    private void sweep() {
        sweep.sweep().await().atMost(Duration.ofSeconds(20));
    }

    private static io.restassured.specification.RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
