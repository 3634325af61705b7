package org.rollcall.backend.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/** DOMAIN 11.30, and PIPL 57: who saw whom, and whom somebody could have seen. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class RecordApiTest {

    private static final String MARCH = "2026-03-01T00:00:00+08:00";
    private static final String APRIL = "2026-04-01T00:00:00+08:00";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    TestClock clock;

    private UUID county;
    private UUID office;
    private UUID person;
    private String officer;
    private String prosecutor;

    @BeforeEach
    void anOfficeOfACounty() {
        county = people.county();
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        person = people.takenIn(office);
        officer = accounts.staff("OFFICER", office);
        prosecutor = accounts.token("PROSECUTOR", county);
    }

    @BeforeEach
    void plans() {
        accounts.update("create or replace function plan_of(query text) returns text language plpgsql set"
                + " enable_seqscan = off set enable_bitmapscan = off as $$ declare"
                + " line text; plan text := ''; begin for line in execute 'explain ' || query loop plan := plan || line;"
                + " end loop; return plan; end $$");
    }

    @AfterEach
    void now() {
        clock.reset();
    }

    // ------------------------------------------------------------ who saw this person

    @Test
    void theRecordAnswersWhoSawThisPersonsTraceInMarchAndForWhatPurpose() {
        // Given a look in February, one in March and one in April, each for its own purpose
        look("2026-02-28T12:00:00Z", "COMPLAINT");
        look("2026-03-10T12:00:00Z", "PERMISSION_CHECK");
        look("2026-04-01T12:00:00Z", "LOST_CONTACT");

        // When a prosecutor asks for March
        clock.reset();
        var answer = ofPerson(prosecutor, Map.of("from", MARCH, "to", APRIL, "action", "TRAJECTORY_SEEN"));

        // Then it is the one, with who, by which post, in which session, and why
        answer.statusCode(200).body("items.size()", equalTo(1)).body("items[0].purpose", equalTo("PERMISSION_CHECK"))
                .body("items[0].actorId", equalTo(officer)).body("items[0].actorLogin", equalTo(officer))
                .body("items[0].actorName", equalTo("Somebody")).body("items[0].posts.role", contains("OFFICER"))
                .body("items[0].posts[0].unitId", equalTo(office.toString()))
                .body("items[0].objectId", equalTo(person.toString())).body("items[0].detail.count", equalTo(0))
                .body("items[0].sessionId", not(nullValue())).body("next", nullValue());
    }

    @Test
    void theQuestionIsOnRecordItselfAndSeenByTheNext() {
        ofPerson(prosecutor, hereAndNow()).statusCode(200);

        ofPerson(prosecutor, hereAndNow()).statusCode(200).body("items.action", contains("RECORD_SEEN"))
                .body("items[0].posts.role", contains("PROSECUTOR")).body("items[0].detail.count", equalTo(0));
    }

    @Test
    void pagesFollowOneAnotherNewestFirst() {
        for (int day = 1; day <= 5; day++) {
            entry("2026-03-0" + day + "T00:00:00Z", "HOME_AREA_SET");
        }

        var days = new ArrayList<String>();
        String after = null;
        do {
            var request = given().auth().oauth2(prosecutor).queryParam("from", MARCH).queryParam("to", APRIL)
                    .queryParam("limit", 2);
            if (after != null) {
                request.queryParam("after", after);
            }
            var page = request.get("/api/v1/supervisees/" + person + "/audit-entries").then().statusCode(200).extract()
                    .jsonPath();
            days.addAll(page.getList("items.at", String.class));
            after = page.getString("next");
        } while (after != null);

        assertThat(days).containsExactly("2026-03-05T00:00:00Z", "2026-03-04T00:00:00Z", "2026-03-03T00:00:00Z",
                "2026-03-02T00:00:00Z", "2026-03-01T00:00:00Z");
    }

    @Test
    void severalActionsMayBeNamedAndUnknownOnesAreRefused() {
        entry("2026-03-02T00:00:00Z", "HOME_AREA_SET");
        entry("2026-03-03T00:00:00Z", "CUSTODY_RECORDED");
        entry("2026-03-04T00:00:00Z", "RELEASE_RECORDED");

        given().auth().oauth2(prosecutor).queryParam("from", MARCH).queryParam("to", APRIL)
                .queryParam("action", "HOME_AREA_SET", "RELEASE_RECORDED")
                .get("/api/v1/supervisees/" + person + "/audit-entries").then().statusCode(200)
                .body("items.action", contains("RELEASE_RECORDED", "HOME_AREA_SET"));
        givenAnyRequest().auth().oauth2(prosecutor).queryParam("from", MARCH).queryParam("to", APRIL)
                .queryParam("action", "DANCE").get("/api/v1/supervisees/" + person + "/audit-entries").then()
                .statusCode(400);
    }

    @Test
    void moreThanAYearAtOnceIsRefused() {
        givenAnyRequest().auth().oauth2(prosecutor).queryParam("from", "2024-01-01T00:00:00Z")
                .queryParam("to", "2026-01-01T00:00:00Z").get("/api/v1/supervisees/" + person + "/audit-entries").then()
                .statusCode(400);
    }

    @Test
    void whoOpenedAnAlertOfThePersonIsFoundByThePerson() {
        var alert = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, 'AREA_EXIT', 'AREA_EXIT:PHONE', 'WARNING', 'ACTIVE', 'OPEN',"
                + " now(), now())", alert, person, office);
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', now())", alert);
        given().auth().oauth2(Accounts.signIn(officer)).get("/api/v1/alerts/" + alert).then().statusCode(200);

        ofPerson(prosecutor, hereAndNow()).body("items.action", contains("ALERT_SEEN"))
                .body("items[0].objectId", equalTo(alert.toString())).body("items[0].purpose", equalTo("ALERT"));
    }

    @Test
    void aProsecutorOfAnotherCountyFindsNobodyAndAnOfficerIsNotLetIn() {
        ofPerson(accounts.token("PROSECUTOR", people.county()), hereAndNow()).statusCode(404);
        ofPerson(Accounts.signIn(officer), hereAndNow()).statusCode(403);
    }

    @Test
    void anIndexFindsWhatIsAsked() {
        var plan = accounts
                .queryOne("select plan_of('select * from audit_entry where person_id = ''" + person + "'' and"
                        + " at >= ''2026-03-01'' and at < ''2026-04-01'' order by at desc, id desc limit 51')")
                .toString();

        assertThat(plan).contains("Index Scan Backward using audit_entry_person").doesNotContain("Sort");
    }

    // ------------------------------------------------------------ whom somebody could have seen

    @Test
    void anAccountsExposureNamesWhomItSawAndWhomItCouldHaveSeen() {
        // Given an officer who looked at one person twice, at another not, and a person of another office
        var other = people.takenIn(office);
        var elsewhere = people.takenIn(accounts.unit(county, "JUSTICE_OFFICE", "Office"));
        look(Instant.now().toString(), "COMPLAINT");
        look(Instant.now().toString(), "COMPLAINT");

        // When a prosecutor of the county asks about the officer
        var answer = exposure(officer, hereAndNow());

        // Then both of the office are there, with what was seen of each, and nobody else
        answer.statusCode(200).body("items.size()", equalTo(2))
                .body(of(person) + "seen.action", contains("TRAJECTORY_SEEN"))
                .body(of(person) + "seen[0].count", equalTo(2)).body(of(person) + "reachedAs", contains("OFFICER"))
                .body(of(other) + "seen", empty()).body(of(other) + "reachedAs", contains("OFFICER"))
                .body("items.superviseeId", not(contains(elsewhere.toString())));
        assertThat(accounts.queryOne("select count(*) from audit_entry where action = 'EXPOSURE_SEEN' and object_id ="
                + " ?::uuid and detail ->> 'count' = '2'", officer)).isEqualTo(1L);
    }

    @Test
    void aSessionNarrowsItToWhatWasDoneInIt() {
        look(Instant.now().toString(), "COMPLAINT");
        var busy = (UUID) accounts.queryOne("select session_id from audit_entry where actor = ?::uuid and action ="
                + " 'TRAJECTORY_SEEN'", officer);
        Accounts.signIn(officer);
        var idle = (UUID) accounts.queryOne("select id from staff_session where account_id = ?::uuid and id <> ?"
                + " limit 1", officer, busy);

        exposure(officer, with("sessionId", busy)).body(of(person) + "seen.action", contains("TRAJECTORY_SEEN"));
        exposure(officer, with("sessionId", idle)).body(of(person) + "seen", empty())
                .body(of(person) + "reachedAs", contains("OFFICER"));
    }

    @Test
    void aPostThatEndedBeforeReachedNobody() {
        accounts.update("update post set valid = tstzrange('2020-01-01', '2021-01-01') where account_id = ?::uuid",
                officer);

        exposure(officer, hereAndNow()).statusCode(200).body("items", empty());
        exposure(officer, Map.of("from", "2020-12-01T00:00:00Z", "to", "2021-02-01T00:00:00Z"))
                .body("items.superviseeId", contains(person.toString()));
    }

    @Test
    void aPhoneReachesItsOwnPersonAlone() {
        var phone = people.phone(person);

        exposure(person.toString(), with("deviceId", phone.device())).statusCode(200)
                .body("items.superviseeId", contains(person.toString()))
                .body("items[0].reachedAs", contains("SUPERVISEE"));
    }

    @Test
    void ofAnAccountAboveOnlyTheAskersOwnPeopleAreNamed() {
        var above = accounts.staff("COUNTY_OFFICER", accounts.province());
        people.takenIn();
        accounts.update("insert into post (id, account_id, unit_id, role, valid) values (gen_random_uuid(), ?::uuid, ?,"
                + " 'OFFICER', tstzrange('2020-01-01', '2020-02-01'))", above, office);

        exposure(above, hereAndNow()).statusCode(200).body("items.superviseeId", contains(person.toString()));
    }

    @Test
    void anAccountOfAnotherCountyIsNotThere() {
        given().auth().oauth2(accounts.token("PROSECUTOR", people.county())).queryParams(hereAndNow())
                .get("/api/v1/accounts/" + officer + "/exposure").then().statusCode(404);
    }

    private void look(String at, String purpose) {
        clock.set(Instant.parse(at));
        given().auth().oauth2(Accounts.signIn(officer))
                .queryParams(Map.of("from", "2026-01-01T00:00:00Z", "to", "2026-01-02T00:00:00Z", "purpose", purpose))
                .get("/api/v1/supervisees/" + person + "/trajectory").then().statusCode(200);
    }

    private void entry(String at, String action) {
        accounts.update("insert into audit_entry (id, at, actor, action, object_id) values (gen_random_uuid(), ?,"
                + " ?::uuid, ?, ?)", Instant.parse(at).atOffset(ZoneOffset.UTC), officer, action, person);
    }

    private ValidatableResponse ofPerson(String token, Map<String, String> asked) {
        return given().auth().oauth2(token).queryParams(asked)
                .get("/api/v1/supervisees/" + person + "/audit-entries").then();
    }

    private ValidatableResponse exposure(String account, Map<String, String> asked) {
        return given().auth().oauth2(prosecutor).queryParams(asked)
                .get("/api/v1/accounts/" + account + "/exposure").then();
    }

    private static Map<String, String> hereAndNow() {
        return Map.of("from", Instant.now().minusSeconds(3_600).toString(), "to",
                Instant.now().plusSeconds(3_600).toString());
    }

    private static Map<String, String> with(String name, UUID value) {
        var all = new HashMap<>(hereAndNow());
        all.put(name, value.toString());
        return all;
    }

    private static String of(UUID who) {
        return "items.find { it.superviseeId == '" + who + "' }.";
    }
}
