package org.rollcall.backend.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Who decides on how long a leave: office, county, or the level above (DOMAIN 3.4, 10.2). */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class LeaveByRankTest {

    private static final String BEYOND = "urn:rollcall:problem:beyond-rank";
    private static final Duration DAY = Duration.ofDays(1);

    @Inject
    Accounts accounts;
    @Inject
    Areas areas;
    @Inject
    People people;

    private UUID prefecture;
    private UUID county;
    private UUID office;
    private UUID person;
    private UUID city;
    private String officer;
    private String countyOfficer;
    private String superior;
    private Instant tomorrow;

    @BeforeEach
    void anOfficeACountyAndACity() {
        prefecture = accounts.unit(accounts.province(), "PREFECTURE", "City");
        county = accounts.unit(prefecture, "COUNTY", "County");
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        person = accounts.takenIn(office);
        city = areas.square(115, 35, 1);
        officer = accounts.token("OFFICER", office);
        countyOfficer = accounts.token("COUNTY_OFFICER", county);
        superior = accounts.token("SUPERIOR", prefecture);
        tomorrow = Instant.now().atZone(ZoneId.of("Asia/Shanghai")).truncatedTo(ChronoUnit.DAYS).plusDays(1)
                .toInstant();
    }

    /** DOMAIN section 11, case 24. */
    @Test
    void case24AnOfficeWithoutADelegationIsRefusedFiveDaysAndTheCountyDecides() {
        grant(officer, leave(0, 5)).statusCode(403).body("type", equalTo(BEYOND))
                .body("detail", containsString("COUNTY_OFFICER"));

        var id = pass(officer, leave(0, 5), false).body("days", equalTo(5)).extract().<String>path("id");

        waiting(officer).body("items.id", not(hasItem(id)));
        waiting(countyOfficer).body("items.id", hasItem(id));
        decide(officer, id, true).statusCode(403).body("type", equalTo(BEYOND));
        decide(countyOfficer, id, true).statusCode(200).body("granted", equalTo(true))
                .body("permissionId", notNullValue());
        waiting(countyOfficer).body("items.id", not(hasItem(id)));
        assertThat(accounts.queryOne("select count(*) from permission where supervisee_id = ?", person)).isEqualTo(1L);
    }

    @Test
    void anOfficeDecidesOnAWeekWhereTheCountySaysSoAndOnNotADayMore() {
        delegate();

        grant(officer, leave(0, 8)).statusCode(403).body("type", equalTo(BEYOND))
                .body("detail", containsString("COUNTY_OFFICER"));
        grant(officer, leave(0, 7)).statusCode(201);
    }

    @Test
    void theCountyDecidesOnThirtyDaysAndOnNotADayMore() {
        grant(countyOfficer, leave(0, 31)).statusCode(403).body("type", equalTo(BEYOND))
                .body("detail", containsString("SUPERIOR"));
        grant(countyOfficer, leave(0, 30)).statusCode(201);
    }

    @Test
    void shortLeavesThatAddUpToMoreThanThirtyDaysGoUp() {
        delegate();
        grant(countyOfficer, leave(0, 25)).statusCode(201);

        grant(officer, leave(26, 5)).statusCode(201);
        grant(officer, leave(32, 1)).statusCode(403).body("detail", containsString("31 days away"));
        grant(countyOfficer, leave(32, 1)).statusCode(403).body("detail", containsString("SUPERIOR"));
    }

    @Test
    void theLevelAboveDecidesOnLongLeavesAndSeesNoOthers() {
        var shorter = pass(officer, leave(0, 20), false).extract().<String>path("id");
        var longer = pass(officer, leave(60, 40), false).body("level", equalTo("SUPERIOR")).extract()
                .<String>path("id");

        waiting(superior).body("items.id", hasItem(longer)).body("items.id", not(hasItem(shorter)));
        waiting(countyOfficer).body("items.id", hasItem(shorter)).body("items.id", not(hasItem(longer)));
        as(superior).get("/api/v1/leave-applications/" + shorter).then().statusCode(404);
        as(superior).get("/api/v1/leave-applications/" + longer).then().statusCode(200)
                .body("leave.purpose", equalTo("探望住院的父亲")).body("opinions.content", hasItem("fine"));
        assertThat(accounts.queryOne("select count(*) from audit_entry where object_id = ? and action = 'CASE_SEEN'"
                + " and purpose = 'LEAVE_DECISION'", person)).isEqualTo(1L);
        decide(countyOfficer, longer, true).statusCode(403).body("detail", containsString("SUPERIOR"));
        decide(countyOfficer, longer, false).statusCode(403);
        var prosecutor = accounts.token("PROSECUTOR", county);
        as(prosecutor).get("/api/v1/inspection/long-leaves").then().statusCode(200).body("items", empty());
        decide(superior, longer, true).statusCode(200);
        as(prosecutor).get("/api/v1/inspection/long-leaves").then().body("items.id", contains(longer))
                .body("items[0].days", equalTo(40)).body("items[0].decidedBy", notNullValue());
        as(accounts.token("PROSECUTOR", people.county())).get("/api/v1/inspection/long-leaves").then().statusCode(200)
                .body("items", empty());
        as(officer).get("/api/v1/inspection/long-leaves").then().statusCode(403);
        decide(superior, shorter, true).statusCode(404);
        assertThat(accounts.queryOne("select decided_by = (select decided_by from leave_application where id = ?::uuid)"
                + " from permission where supervisee_id = ?", longer, person)).isEqualTo(true);
    }

    @Test
    void whoHasAPostElsewhereLooksAtALeaveAsASuperiorAllTheSame() {
        var id = pass(officer, leave(60, 40), false).extract().<String>path("id");
        var both = accounts.staff("SUPERIOR", prefecture);
        accounts.update("insert into post (id, account_id, unit_id, role, valid) values (gen_random_uuid(), ?, ?,"
                + " 'OFFICER', tstzrange('2020-01-01', null))", UUID.fromString(both), people.county());

        as(Accounts.signIn(both)).get("/api/v1/leave-applications/" + id).then().statusCode(200);

        assertThat(accounts.queryOne("select count(*) from audit_entry where object_id = ? and action = 'CASE_SEEN'"
                + " and actor = ? and purpose = 'LEAVE_DECISION'", person, UUID.fromString(both))).isEqualTo(1L);
    }

    @Test
    void whatMayBeDecidedBelowIsPassedUpWithAnOpinion() {
        delegate();
        var id = pass(officer, leave(0, 3), true).body("level", equalTo("COUNTY")).extract().<String>path("id");

        decide(officer, id, true).statusCode(403).body("type", equalTo(BEYOND));
        as(countyOfficer).body(Map.of("supports", false, "content", "unsure", "passUp", true))
                .post("/api/v1/leave-applications/" + id + "/opinions").then().statusCode(201)
                .body("level", equalTo("SUPERIOR")).body("opinions", hasSize(2))
                .body("opinions[1].passedTo", equalTo("SUPERIOR")).body("opinions[1].supports", equalTo(false));

        waiting(countyOfficer).body("items.id", not(hasItem(id)));
        decide(countyOfficer, id, true).statusCode(403);
        decide(superior, id, false).statusCode(200).body("granted", equalTo(false))
                .body("permissionId", nullValue());
        decide(superior, id, true).statusCode(409);
        as(officer).body(Map.of("supports", true, "content", "late")).post("/api/v1/leave-applications/" + id
                + "/opinions").then().statusCode(409);
        assertThat(accounts.queryOne("select count(*) from permission where supervisee_id = ?", person)).isEqualTo(0L);
        as(officer).get("/api/v1/supervisees/" + person + "/leave-applications").then()
                .body("items.granted", hasItem(false)).body("items[0].leave", nullValue());
    }

    @Test
    void aPersonReadsWhatBecameOfWhatTheyAskedForAndNotWhatOfficersThought() {
        var id = pass(officer, leave(0, 5), false).extract().<String>path("id");
        decide(countyOfficer, id, false).statusCode(200);

        var data = given().auth().oauth2(people.phone(person).token()).get("/api/v1/me/data").then().statusCode(200)
                .extract().asString();

        assertThat(data).contains("LEAVE_APPLICATION", id, "as it is").doesNotContain("fine");
    }

    @Test
    void daysAreCountedAnewWhenItIsDecided() {
        var id = pass(officer, leave(0, 20), false).body("daysAway", equalTo(20)).extract().<String>path("id");
        grant(countyOfficer, leave(25, 20)).statusCode(201);

        decide(countyOfficer, id, true).statusCode(403).body("detail", containsString("40 days away"));
    }

    @Test
    void twoAtOnceDoNotStayUnderTheLimitEachWithoutTheOther() {
        var statuses = Stream.of(leave(0, 20), leave(22, 20))
                .map(leave -> CompletableFuture.supplyAsync(() -> grant(countyOfficer, leave).extract().statusCode()))
                .toList().stream().map(CompletableFuture::join).toList();

        assertThat(statuses).containsExactlyInAnyOrder(201, 403);
    }

    @Test
    void aRecurringPermitIsTheCountysAndHoldsForSixMonths() {
        delegate();
        var month = leave(0, 30, "RECURRING");

        grant(officer, month).statusCode(403).body("type", equalTo(BEYOND));
        grant(countyOfficer, leave(0, 200, "RECURRING")).statusCode(400);
        grant(countyOfficer, month).statusCode(201);
        grant(countyOfficer, leave(0, 20)).statusCode(201);
    }

    @Test
    void aDelegationCountsUntilItEnds() {
        var id = delegate();
        grant(officer, leave(0, 2)).statusCode(201);
        as(officer).get("/api/v1/agency-units/" + office + "/leave-delegations").then().statusCode(200)
                .body("items.id", hasItem(id));
        as(countyOfficer).body(Map.of("reason", "again")).post("/api/v1/agency-units/" + office
                + "/leave-delegations").then().statusCode(409);

        as(countyOfficer).post("/api/v1/leave-delegations/" + id + "/ending").then().statusCode(200)
                .body("validUntil", notNullValue());

        grant(officer, leave(4, 2)).statusCode(403).body("type", equalTo(BEYOND));
        as(countyOfficer).post("/api/v1/leave-delegations/" + id + "/ending").then().statusCode(409);
    }

    @Test
    void theCountyDelegatesToAllOfItsOfficesAtOnce() {
        as(countyOfficer).body(Map.of("reason", "Paper 7")).post("/api/v1/agency-units/" + county
                + "/leave-delegations").then().statusCode(201);

        grant(officer, leave(0, 7)).statusCode(201);
    }

    @Test
    void nobodyElsePassesOnSeesOrDecides() {
        var id = pass(officer, leave(0, 40), false).extract().<String>path("id");
        var one = "/api/v1/leave-applications/" + id;
        var stranger = accounts.token("COUNTY_OFFICER", accounts.unit(accounts.province(), "COUNTY", "There"));
        var prosecutor = accounts.token("PROSECUTOR", county);
        var path = "/api/v1/supervisees/" + person + "/leave-applications";
        var units = "/api/v1/agency-units/" + office + "/leave-delegations";
        var body = Map.of("leave", leave(0, 3), "opinion", Map.of("supports", true, "content", "fine"));

        as(stranger).get(one).then().statusCode(404);
        as(stranger).get(path).then().statusCode(404);
        as(stranger).body(body).post(path).then().statusCode(404);
        decide(stranger, id, true).statusCode(404);
        as(stranger).body(Map.of("supports", true, "content", "x")).post(one + "/opinions").then().statusCode(404);
        as(stranger).body(Map.of("reason", "x")).post(units).then().statusCode(404);
        waiting(stranger).body("items.id", not(hasItem(id)));
        as(prosecutor).get(one).then().statusCode(200);
        as(prosecutor).get(path).then().statusCode(200).body("items.id", hasItem(id));
        as(prosecutor).body(body).post(path).then().statusCode(403);
        decide(prosecutor, id, true).statusCode(403);
        as(prosecutor).body(Map.of("reason", "x")).post(units).then().statusCode(403);
        as(officer).body(Map.of("reason", "x")).post(units).then().statusCode(403);
        as(superior).body(body).post(path).then().statusCode(403);
        given().get(one).then().statusCode(401);
    }

    private Map<String, Object> leave(int inDays, int days) {
        return leave(inDays, days, "SINGLE");
    }

    private Map<String, Object> leave(int inDays, int days, String kind) {
        var from = tomorrow.plus(DAY.multipliedBy(inDays));
        return Map.of("kind", kind, "purpose", "探望住院的父亲", "areaIds", List.of(city), "validFrom", from.toString(),
                "validUntil", from.plus(DAY.multipliedBy(days)).toString(), "appliedAt",
                Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private String delegate() {
        return as(countyOfficer).body(Map.of("reason", "Paper 7"))
                .post("/api/v1/agency-units/" + office + "/leave-delegations").then().statusCode(201)
                .body("unitId", equalTo(office.toString())).extract().path("id");
    }

    private ValidatableResponse grant(String token, Map<String, Object> leave) {
        return as(token).body(leave).post("/api/v1/supervisees/" + person + "/permissions").then();
    }

    private ValidatableResponse pass(String token, Map<String, Object> leave, boolean up) {
        return as(token).body(Map.of("leave", leave, "opinion", Map.of("supports", true, "content", "fine", "passUp",
                up))).post("/api/v1/supervisees/" + person + "/leave-applications").then().statusCode(201);
    }

    private ValidatableResponse decide(String token, String id, boolean granted) {
        return as(token).body(Map.of("granted", granted, "reason", "as it is"))
                .post("/api/v1/leave-applications/" + id + "/decision").then();
    }

    private ValidatableResponse waiting(String token) {
        return as(token).get("/api/v1/leave-applications").then().statusCode(200);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
