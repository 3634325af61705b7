package org.rollcall.backend.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** DOMAIN 10.2, beyond what the matrix says: what a role sees of what it may ask for, and what the database shows it. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class RolesOfTheFieldTest {

    private static final String API = "/api/v1/";

    @Inject
    Accounts accounts;
    @Inject
    Areas areas;
    @Inject
    People people;
    @Inject
    Pool pool; // as the application's own user of the database

    private UUID county;
    private UUID person;

    @BeforeEach
    void somebodyOfACounty() {
        county = people.county();
        person = people.takenIn(county);
    }

    /** Whatever the application asks: without a predicate, and with no word of roles. */
    @ParameterizedTest
    @CsvSource({"ADMIN, 0", "OPERATOR, 0", "TEAM_MEMBER, 0", "VILLAGE_ASSISTANT, 0", "OFFICER, 1", "COUNTY_OFFICER, 1",
        "BUREAU_HEAD, 1", "PROSECUTOR, 1"})
    void theDatabaseShowsCasesToRolesThatHaveCases(String role, long seen) {
        var account = accounts.staff(role, county);
        alert("OPEN");

        assertThat(rawCount(account, "select count(*) from supervisee")).isEqualTo(seen);
        assertThat(rawCount(account, "select count(*) from alert")).isEqualTo(seen);
        assertThat(rawCount(account, "select count(*) from account where kind = 'SUPERVISEE'")).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPERATOR", "TEAM_MEMBER", "VILLAGE_ASSISTANT"})
    void whoHasNoCasesIsToldOfNone(String role) {
        var token = accounts.token(role, county);

        for (var path : new String[]{"supervisees", "alerts", "areas", "supervisees/" + person}) {
            as(token).get(API + path).then().statusCode(403);
        }
        as(token).get(API + "me").then().statusCode(200).body("posts[0].role", equalTo(role));
    }

    @Test
    void aDutyOfficerSeesWhatIsOpenAndAcknowledgesIt() {
        var open = alert("OPEN");
        var closed = alert("CLOSED");
        var account = accounts.staff("DUTY_OFFICER", county);
        var token = Accounts.signIn(account);

        as(token).get(API + "alerts").then().statusCode(200).body("items.id", hasItem(open.toString()))
                .body("items.id", not(hasItem(closed.toString())));
        as(token).get(API + "alerts/" + closed).then().statusCode(404);
        as(token).get(API + "supervisees").then().statusCode(403);
        assertThat(rawCount(account, "select count(*) from alert")).isEqualTo(1);

        as(token).contentType("application/json").body("{}").post(API + "alerts/" + open + "/acknowledgement").then()
                .statusCode(200);

        as(accounts.token("OFFICER", county)).get(API + "alerts/" + closed).then().statusCode(200);
    }

    @Test
    void aDutyOfficerIsShownWhomToCallBecauseOfAnAlertThatIsOpen() {
        var open = alert("OPEN");
        var closed = alert("CLOSED");
        as(accounts.token("OFFICER", county)).contentType("application/json").body(Map.of("phone", "+86 138 0013 8000"))
                .put(API + "supervisees/" + person + "/personal-data").then().statusCode(200);
        var token = accounts.token("DUTY_OFFICER", county);

        as(token).get(API + "alerts/" + closed + "/contact").then().statusCode(404);
        as(accounts.token("DUTY_OFFICER", people.county())).get(API + "alerts/" + open + "/contact").then()
                .statusCode(404);
        as(token).get(API + "supervisees/" + person + "/personal-data").then().statusCode(403);
        assertThat(contactsSeen()).isZero();

        as(token).get(API + "alerts/" + open + "/contact").then().statusCode(200)
                .body("superviseeId", equalTo(person.toString())).body("fullName", equalTo("Somebody"))
                .body("phone", equalTo("+8613800138000"));
        assertThat(contactsSeen()).isEqualTo(1);
        accounts.update("update supervisee set regime = 'JUVENILE' where id = ?", person);
        as(token).get(API + "alerts/" + open + "/contact").then().statusCode(200).body("fullName", equalTo("S＊"))
                .body("phone", nullValue());
    }

    private long contactsSeen() {
        return (long) accounts.queryOne("select count(*) from audit_entry where action = 'CONTACT_SEEN'"
                + " and purpose = 'ALERT' and person_id = ?", person);
    }

    @Test
    void aSuperiorSeesACaseAndATraceOnAStatedPurposeAndNoList() {
        var token = accounts.token("SUPERIOR", county);
        var trace = API + "supervisees/" + person + "/trajectory?from=2026-10-01T00:00:00Z&to=2026-10-02T00:00:00Z";

        as(token).get(API + "supervisees").then().statusCode(403);
        as(token).get(trace + "&purpose=INSPECTION").then().statusCode(200);
        as(token).get(API + "supervisees/" + person).then().statusCode(400);
        as(token).get(API + "supervisees/" + person + "?purpose=COMPLAINT").then().statusCode(200);
        assertThat(accounts.queryOne("select purpose from audit_entry where action = 'CASE_SEEN' and object_id = ?",
                person)).isEqualTo("COMPLAINT");
        givenAnyRequest().auth().oauth2(token).get(trace).then().statusCode(400);
    }

    @Test
    void whoHasAnotherPostElsewhereLooksAtThisCaseAsASuperiorAllTheSame() {
        var superior = accounts.staff("SUPERIOR", county);
        var token = Accounts.signIn(superior);
        post(superior, "OFFICER", people.county());

        as(token).get(API + "supervisees/" + person).then().statusCode(400);
        as(token).get(API + "supervisees/" + person + "?purpose=INSPECTION").then().statusCode(200);
        assertThat(accounts.queryOne("select purpose from audit_entry where action = 'CASE_SEEN' and object_id = ?",
                person)).isEqualTo("INSPECTION");

        post(superior, "OFFICER", county);
        as(token).get(API + "supervisees/" + person).then().statusCode(200);
    }

    @Test
    void anAdminSeesBoundariesAndNobodysHome() {
        var office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        var town = areas.square(116, 39, 1);
        var own = areas.square(117, 39, 1);
        var former = areas.square(118, 39, 1);
        var circle = areas.circle(116, 39, 500);
        var empty = areas.circle(116, 39, 500);
        for (var home : new UUID[]{town, own, circle}) {
            areas.home(person, home);
        }
        areas.home(person, former, Areas.LONG_AGO, null, Areas.LONG_AGO, Areas.LONG_AGO.plusSeconds(60));
        accounts.update("update area set unit_id = ?, code = case when id = ? then id::text end"
                + " where id in (?, ?, ?, ?, ?)", office, town, town, own, former, circle, empty);
        var admin = accounts.staff("ADMIN", county);
        var token = Accounts.signIn(admin);

        as(token).get(API + "areas/" + town).then().statusCode(200);
        for (var home : new UUID[]{own, former, circle, empty}) {
            as(token).get(API + "areas/" + home + "?purpose=INSPECTION").then().statusCode(404);
            assertThat(rawCount(admin, "select count(*) from area_version where area_id = '" + home + "'")).isZero();
        }
        assertThat(rawCount(admin, "select count(*) from area where kind = 'CIRCLE'")).isZero();
        as(token).get(API + "areas?kind=CIRCLE").then().statusCode(200).body("items.size()", equalTo(0));
        as(token).get(API + "areas?code=" + town).then().statusCode(200).body("items.size()", equalTo(1));

        post(admin, "OFFICER", county);
        as(token).get(API + "areas/" + circle + "?purpose=INSPECTION").then().statusCode(200);
    }

    @Test
    void whatTheCountyDrewIsEverybodysAlsoWhereOnePersonAloneIsJudgedByIt() {
        var drawn = drawnBy(county);
        var one = accounts.unit(county, "JUSTICE_OFFICE", "One");
        var other = accounts.unit(county, "JUSTICE_OFFICE", "Other");

        home(accounts.token("OFFICER", one), people.takenIn(one), drawn);

        for (var token : new String[]{accounts.token("ADMIN", county), accounts.token("OFFICER", other)}) {
            as(token).get(API + "areas/" + drawn).then().statusCode(200).body("name", equalTo("Test area"));
        }
        home(accounts.token("OFFICER", other), people.takenIn(other), drawn);
    }

    @Test
    void whatAnOfficeDrewIsAHomeWhileOnePersonAloneIsJudgedByItAndUsableAllTheSame() {
        var office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        var other = accounts.token("OFFICER", accounts.unit(county, "JUSTICE_OFFICE", "Other"));
        var drawn = drawnBy(office);
        var resident = people.takenIn(office);
        areas.home(resident, drawn);

        as(other).get(API + "areas/" + drawn + "?purpose=INSPECTION").then().statusCode(404);
        as(accounts.token("OFFICER", office)).get(API + "areas/" + drawn).then().statusCode(400);

        var elsewhere = people.county();
        home(accounts.token("OFFICER", elsewhere), people.takenIn(elsewhere), drawn);
        as(other).get(API + "areas/" + drawn).then().statusCode(200);
    }

    @Test
    void aCircleThatIsHiddenIsNobodysToUse() {
        var circle = areas.circle(116, 39, 500);
        areas.home(person, circle);
        var elsewhere = people.county();
        var stranger = people.takenIn(elsewhere);

        as(accounts.token("OFFICER", elsewhere)).contentType("application/json")
                .body(Map.of("areaIds", List.of(circle)))
                .put(API + "supervisees/" + stranger + "/home-area").then().statusCode(400);
    }

    @Test
    void aCircleOfMoreThanAHomesPeopleIsOnRecordByTheirNumber() {
        var circle = areas.circle(116, 39, 500);
        for (int i = 0; i < 21; i++) {
            areas.home(accounts.supervisee(county), circle);
        }

        as(accounts.token("OFFICER", county)).get(API + "areas/" + circle + "?purpose=INSPECTION").then()
                .statusCode(200);

        assertThat(accounts.queryOne("select string_agg(detail ->> 'people', ',') from audit_entry"
                + " where action = 'HOME_SEEN' and detail ->> 'area' = ?", circle.toString())).isEqualTo("21");
    }

    @Test
    void aLookAtAHomeHasAPurposeAndIsOnRecordAndAListShowsNoName() {
        var circle = areas.circle(116, 39, 500);
        areas.home(person, circle);
        var code = UUID.randomUUID().toString();
        accounts.update("update area set name = '李强家', code = ? where id = ?", code, circle);
        var token = accounts.token("OFFICER", county);

        as(token).get(API + "areas/" + circle).then().statusCode(400);
        as(token).get(API + "areas?code=" + code).then().statusCode(200).body("items[0].name", equalTo("李＊"));
        assertThat(accounts.queryOne("select count(*) from audit_entry where action = 'HOME_SEEN' and person_id = ?",
                person)).isEqualTo(0L);

        as(token).get(API + "areas/" + circle + "?purpose=LOST_CONTACT").then().statusCode(200)
                .body("name", equalTo("李强家"));
        assertThat(accounts.queryOne("select purpose || (detail ->> 'area') from audit_entry where action = 'HOME_SEEN'"
                + " and person_id = ?", person)).isEqualTo("LOST_CONTACT" + circle);
        as(token).get(API + "areas/" + areas.square(116, 39, 1)).then().statusCode(200);
    }

    @Test
    void aPostEndsByItself() {
        var login = accounts.staff(null, null);
        var admin = accounts.token("ADMIN", county);
        var until = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(30));
        accounts.update("update account set made_in = ? where id = ?", county, UUID.fromString(login));

        as(admin).contentType("application/json")
                .body(Map.of("unitId", county, "role", "BUREAU_HEAD", "validUntil", until.toString()))
                .post(API + "accounts/" + login + "/posts").then().statusCode(201)
                .body("validUntil", equalTo(until.toString()));
        as(admin).contentType("application/json")
                .body(Map.of("unitId", county, "role", "OFFICER", "validUntil", Instant.EPOCH.toString()))
                .post(API + "accounts/" + login + "/posts").then().statusCode(400);

        var token = Accounts.signIn(login);
        as(token).get(API + "supervisees/" + person).then().statusCode(200);
        accounts.update("update post set valid = tstzrange(now() - interval '2 days', now() - interval '1 second')"
                + " where account_id = ?", UUID.fromString(login));
        as(token).get(API + "supervisees/" + person).then().statusCode(403);
    }

    private UUID drawnBy(UUID unit) {
        var area = areas.square(116, 39, 1);
        accounts.update("update area set unit_id = ? where id = ?", unit, area);
        return area;
    }

    private static void home(String token, UUID person, UUID area) {
        as(token).contentType("application/json").body(Map.of("areaIds", List.of(area)))
                .put(API + "supervisees/" + person + "/home-area").then().statusCode(200);
    }

    private void post(String account, String role, UUID unit) {
        accounts.update("insert into post (id, account_id, unit_id, role, valid) values (gen_random_uuid(), ?, ?, ?,"
                + " tstzrange('2020-01-01', null))", UUID.fromString(account), unit, role);
    }

    private UUID alert(String handling) {
        var id = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING', 'ACTIVE', ?, now(),"
                + " now())", id, person, county, handling);
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', now())", id);
        return id;
    }

    private long rawCount(String account, String sql) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery("select set_config('rollcall.account_id', $1, true)").execute(Tuple.of(account))
                .chain(() -> transaction.query(sql).execute())).map(rows -> rows.iterator().next().getLong(0)).await()
                .atMost(Duration.ofSeconds(10));
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token);
    }
}
