package org.rollcall.backend.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/** What a prosecutor is shown: permissions that came late, alerts that nobody read, releases that are due. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class InspectionApiTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String PERMITS = "late-permits";
    private static final String ALERTS = "unread-alerts";
    private static final String RELEASES = "late-releases";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    Areas areas;
    @Inject
    TestClock clock;

    private Instant now;
    private UUID county;
    private UUID office;
    private UUID person;
    private String officer;
    private String prosecutor;

    @BeforeEach
    void anOfficeOfACounty() {
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        county = people.county();
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        person = people.takenIn(office);
        officer = accounts.token("OFFICER", office);
        accounts.delegated(office);
        prosecutor = accounts.token("PROSECUTOR", county);
    }

    @AfterEach
    void today() {
        clock.reset();
    }

    // ------------------------------------------------------------ permissions

    /** DOMAIN section 11, case 23. */
    @Test
    void case23APermissionThatBeganBeforeItWasDecidedIsShownToTheProsecutor() {
        var late = grant(now.minus(DAY), now.plus(DAY));
        grant(now.plus(DAY), now.plus(DAY.multipliedBy(2)));

        list(PERMITS).body("items.permission.id", contains(late)).body("items[0].permission.retroactive",
                equalTo(true)).body("items[0].unitId", equalTo(office.toString()))
                .body("items[0].exitAlertIds", empty());
    }

    @Test
    void aPermissionThatWasDecidedAfterTheExitThatItExplainsNamesTheAlert() {
        var exit = alert("AREA_EXIT", "WARNING", "OPEN", now.minus(Duration.ofHours(2)));
        alert("CHECKIN_MISSED", "WARNING", "OPEN", now.minus(Duration.ofHours(2)));

        var late = grant(now.minus(Duration.ofHours(3)), now.plus(DAY));

        list(PERMITS).body("items.permission.id", contains(late))
                .body("items[0].exitAlertIds", contains(exit.toString()));
    }

    @Test
    void aPermissionForTomorrowWhileAnExitIsOpenIsShownAndAfterOneThatIsClosedIsNot() {
        var exit = alert("AREA_EXIT", "WARNING", "ACKNOWLEDGED", now.minus(Duration.ofHours(2)));
        var late = grant(now.plus(Duration.ofHours(1)), now.plus(DAY));
        accounts.update("update alert set handling = 'CLOSED' where id = ?", exit);

        grant(now.plus(Duration.ofHours(1)), now.plus(DAY));

        list(PERMITS).body("items.permission.id", contains(late))
                .body("items[0].permission.retroactive", equalTo(false));
    }

    @Test
    void whatWasNotedWhenItWasDecidedStaysWhenTheAlertIsClosedAndThePermissionRevoked() {
        var exit = alert("AREA_EXIT", "WARNING", "OPEN", now.minus(Duration.ofHours(2)));
        var late = grant(now.minus(DAY), now.plus(DAY));
        accounts.update("update alert set handling = 'CLOSED' where id = ?", exit);
        given().auth().oauth2(officer).contentType("application/json").body(Map.of("reason", "Enough"))
                .post("/api/v1/permissions/" + late + "/revocation").then().statusCode(200);

        list(PERMITS).body("items.permission.id", contains(late))
                .body("items[0].exitAlertIds", contains(exit.toString()));
    }

    @Test
    void theApplicationCannotTakeBackWhatWasNoted() {
        assertThat(accounts.queryOne("select bool_or(has_table_privilege(role, 'permission_late', kind)) from"
                + " unnest(array['rollcall_api', 'rollcall_intake', 'rollcall_worker', 'rollcall_auditor']) role,"
                + " unnest(array['insert', 'update', 'delete', 'truncate']) kind")).isEqualTo(false);
    }

    // ------------------------------------------------------------ alerts

    @ParameterizedTest
    @CsvSource({"CRITICAL, 59, false", "CRITICAL, 61, true", "WARNING, 1439, false", "WARNING, 1441, true",
        "INFORMATION, 4319, false", "INFORMATION, 4321, true"})
    void anAlertThatNobodyLooksAtForLongerThanThePolicyIsShown(String severity, int minutes, boolean shown) {
        var alert = alert("AREA_EXIT", severity, "OPEN", now.minus(Duration.ofMinutes(minutes)));

        list(ALERTS).body("items.id", shown ? contains(alert.toString()) : empty());
    }

    @Test
    void anAlertThatAnOfficerHasOpenedIsNotShownAndOneThatTheProsecutorOpenedIs() {
        var read = alert("AREA_EXIT", "WARNING", "OPEN", now.minus(DAY.multipliedBy(2)));
        var unread = alert("CHECKIN_MISSED", "WARNING", "OPEN", now.minus(DAY.multipliedBy(2)));
        given().auth().oauth2(officer).get("/api/v1/alerts/" + read).then().statusCode(200);
        given().auth().oauth2(prosecutor).get("/api/v1/alerts/" + unread).then().statusCode(200);

        list(ALERTS).body("items.id", contains(unread.toString()));
    }

    @Test
    void anAlertThatWasHandledOrClosedIsNotShown() {
        alert("AREA_EXIT", "WARNING", "ACKNOWLEDGED", now.minus(DAY.multipliedBy(2)));
        alert("CHECKIN_MISSED", "WARNING", "CLOSED", now.minus(DAY.multipliedBy(2)));

        list(ALERTS).body("items", empty());
    }

    // ------------------------------------------------------------ releases

    @Test
    void whoIsNotReleasedAtTheEndOfTheTermIsShownFromMidnightInTheirZone() {
        // Given a term whose last day is the 20th, in Shanghai
        term(person, LocalDate.of(2026, 11, 20));

        // When it is a second before and after 24:00 there
        clock.set(Instant.parse("2026-11-20T15:59:50Z"));
        prosecutor = accounts.token("PROSECUTOR", county);
        list(RELEASES).body("items", empty());
        clock.set(Instant.parse("2026-11-20T16:00:01Z"));

        // Then it is late from then on
        list(RELEASES).body("items.superviseeId", contains(person.toString()))
                .body("items[0].termUntil", equalTo("2026-11-20"))
                .body("items[0].termEndedAt", equalTo("2026-11-20T16:00:00Z")).body("items[0].daysOver", equalTo(0));
    }

    @Test
    void whoIsReleasedIsNotShown() {
        term(person, longAgo());
        list(RELEASES).body("items.superviseeId", contains(person.toString()));

        given().auth().oauth2(officer).contentType("application/json")
                .body(Map.of("kind", "TERM_OVER", "reason", "Term over"))
                .post("/api/v1/supervisees/" + person + "/release").then().statusCode(201);

        list(RELEASES).body("items", empty());
    }

    @Test
    void theLongestOverComesFirstPageByPage() {
        var all = new ArrayList<String>();
        for (int day = 5; day >= 1; day--) {
            var late = people.takenIn(office);
            term(late, longAgo().plusDays(day));
            all.add(0, late.toString());
        }

        assertThat(pages(RELEASES, "items.superviseeId")).isEqualTo(all);
    }

    // ------------------------------------------------------------ all three

    @Test
    void permissionsAndAlertsComePageByPageNewestFirst() {
        var permits = new ArrayList<String>();
        var alerts = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            permits.add(0, grant(now.minus(DAY), now.plus(DAY)));
            person = people.takenIn(office);
            alerts.add(0, alert("AREA_EXIT", "WARNING", "OPEN", now.minus(DAY.multipliedBy(2))).toString());
            person = people.takenIn(office);
        }
        alerts.sort(Comparator.reverseOrder());

        assertThat(pages(PERMITS, "items.permission.id")).isEqualTo(permits);
        assertThat(pages(ALERTS, "items.id")).isEqualTo(alerts);
    }

    @Test
    void aProsecutorOfAnotherCountySeesNothingOfIt() {
        grant(now.minus(DAY), now.plus(DAY));
        alert("AREA_EXIT", "WARNING", "OPEN", now.minus(DAY.multipliedBy(2)));
        term(person, longAgo());
        prosecutor = accounts.token("PROSECUTOR", people.county());

        for (var list : List.of(PERMITS, ALERTS, RELEASES)) {
            list(list).body("items", empty());
        }
    }

    @Test
    void anOfficerIsNotLetIn() {
        for (var list : List.of(PERMITS, ALERTS, RELEASES)) {
            given().auth().oauth2(officer).get("/api/v1/inspection/" + list).then().statusCode(403);
        }
    }

    private String grant(Instant from, Instant until) {
        return given().auth().oauth2(officer).contentType("application/json")
                .body(Map.of("kind", "SINGLE", "purpose", "探望住院的父亲", "areaIds", List.of(areas.square(115, 35, 1)),
                        "validFrom", from.toString(), "validUntil", until.toString(), "appliedAt",
                        now.minus(DAY.multipliedBy(2)).toString()))
                .post("/api/v1/supervisees/" + person + "/permissions").then().statusCode(201).extract().path("id");
    }

    private UUID alert(String code, String severity, String handling, Instant openedAt) {
        var id = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, ?, ? || ':PHONE', ?, 'ACTIVE', ?, ?, now())", id, person,
                office, code, code, severity, handling, openedAt.atOffset(ZoneOffset.UTC));
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', now())", id);
        return id;
    }

    private LocalDate longAgo() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(60);
    }

    private void term(UUID whose, LocalDate until) {
        accounts.update("update supervisee set term_until = ? where id = ?", until, whose);
    }

    private ValidatableResponse list(String which) {
        return given().auth().oauth2(prosecutor).get("/api/v1/inspection/" + which).then().statusCode(200)
                .body("next", nullValue());
    }

    private List<String> pages(String which, String what) {
        var all = new ArrayList<String>();
        String after = null;
        do {
            var request = given().auth().oauth2(prosecutor).queryParam("limit", 2);
            if (after != null) {
                request.queryParam("after", after);
            }
            var page = request.get("/api/v1/inspection/" + which).then().statusCode(200).extract().jsonPath();
            all.addAll(page.getList(what, String.class));
            after = page.getString("next");
        } while (after != null);
        return all;
    }
}
