package org.rollcall.backend.oversight;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.Areas;
import org.rollcall.backend.testing.DatabaseResource;

/** What a city or a province is told: counts by agency, and of nobody in particular (DOMAIN 10.2). */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class StatisticsTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Inject
    Accounts accounts;
    @Inject
    Areas areas;

    private Instant now;
    private UUID prefecture;
    private UUID county;
    private UUID office;
    private UUID otherCounty;
    private String superior;

    @BeforeEach
    void aCityOfTwoCounties() {
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        prefecture = accounts.unit(accounts.province(), "PREFECTURE", "City");
        county = accounts.unit(prefecture, "COUNTY", "County");
        office = accounts.unit(county, "JUSTICE_OFFICE", "Office");
        otherCounty = accounts.unit(prefecture, "COUNTY", "Other");
        superior = accounts.token("SUPERIOR", prefecture);
    }

    @Test
    void peopleAreCountedByAgencyLegalBasisAndModeWithAllThatIsBelow() {
        accounts.takenIn(office);
        var atCounty = accounts.takenInForCheckpoints(county);
        accounts.update("update supervisee set legal_basis = 'PAROLE' where id = ?", atCounty);
        accounts.takenInForCheckpoints(otherCounty);

        var branches = ask(superior, prefecture).statusCode(200).body("branches.unitId",
                containsInAnyOrder(prefecture.toString(), county.toString(), otherCounty.toString()))
                .body("branches[0].unitId", equalTo(prefecture.toString())).extract().jsonPath();

        assertThat(branches.getInt(of(prefecture) + "people")).isZero();
        assertThat(branches.getInt(of(county) + "people")).isEqualTo(2);
        assertThat(branches.getInt(of(otherCounty) + "people")).isEqualTo(1);
        assertThat(branches.getMap(of(county) + "byLegalBasis")).containsOnlyKeys("PROBATION", "PAROLE");
        assertThat(branches.getMap(of(county) + "byMode", String.class, Integer.class)).containsOnly(
                entry("CHECKPOINT", 1), entry("CONTINUOUS", 1));
        ask(superior, office).statusCode(200).body("branches.people", contains(1));
    }

    @Test
    void whoIsReleasedOrWhoseTermIsOverIsNotUnderSupervision() {
        var released = accounts.takenIn(office);
        accounts.update("update supervisee set released = true where id = ?", released);
        var late = accounts.takenIn(office);
        accounts.update("update supervisee set term_until = ? where id = ?",
                java.sql.Date.valueOf(LocalDate.now(ZoneOffset.UTC).minusDays(9)), late);

        ask(superior, county).body("branches[1].people", equalTo(0)).body("branches[1].lateReleases", equalTo(1));
    }

    @Test
    void alertsAreCountedByCodeAndFindingInTheTimeThatIsAskedAbout() {
        var person = accounts.takenIn(office);
        alert(person, "AREA_EXIT", "1", "CLOSED", now.minus(DAY), "VERIFIED_BREACH");
        alert(person, "AREA_EXIT", "2", "CLOSED", now.minus(DAY), "VERIFIED_INNOCENT");
        alert(person, "AREA_EXIT", "3", "ACKNOWLEDGED", now.minus(DAY), null);
        alert(person, "AREA_EXIT", "4", "OPEN", now.minus(DAY.multipliedBy(60)), null);
        alert(person, "CHECKIN_MISSED", "5", "OPEN", now.minus(DAY), null);
        alert(person, "REPORT_MISSED", "6", "CLOSED", now.minus(DAY), "UNRESOLVED");

        var alerts = ask(superior, county).body("branches[1].missedCheckIns", equalTo(1))
                .body("branches[1].missedReports", equalTo(1)).extract().jsonPath();

        var exits = "branches[1].alerts.find {it.code == 'AREA_EXIT'}.";
        assertThat(alerts.getInt(exits + "opened")).isEqualTo(3);
        assertThat(alerts.getInt(exits + "open")).isEqualTo(2);
        assertThat(alerts.getInt(exits + "breach")).isEqualTo(1);
        assertThat(alerts.getInt(exits + "innocent")).isEqualTo(1);
        assertThat(alerts.getInt("branches[1].alerts.find {it.code == 'REPORT_MISSED'}.unresolved")).isEqualTo(1);
    }

    @Test
    void whatLayUnreadAndWhatWasDecidedLateIsCounted() {
        var person = accounts.takenIn(office);
        alert(person, "AREA_EXIT", "1", "OPEN", now.minus(DAY.multipliedBy(2)), null);
        alert(person, "ZONE_ENTRY", "2", "OPEN", now.minusSeconds(60), null);
        accounts.update("insert into permission (id, supervisee_id, kind, purpose, valid, applied_at, decided_at,"
                + " decided_by) values (gen_random_uuid(), ?, 'SINGLE', 'x', tstzrange(?, ?), ?, ?, ?)", person,
                utc(now.minus(DAY.multipliedBy(3))), utc(now.plus(DAY)), utc(now.minus(DAY.multipliedBy(3))),
                utc(now.minus(DAY)), UUID.fromString(accounts.staff("OFFICER", office)));

        ask(superior, county).body("branches[1].unreadAlerts", equalTo(1)).body("branches[1].lateDecisions",
                equalTo(1));
    }

    @Test
    void aFewMinorsAreNotTold() {
        minors(office, 4);
        minors(otherCounty, 6);
        var third = accounts.unit(prefecture, "COUNTY", "Third");
        minors(third, 8);

        var branches = ask(superior, prefecture).statusCode(200).extract().jsonPath();

        assertThat(branches.<Object>get(of(prefecture) + "juveniles")).isEqualTo(0);
        assertThat(branches.<Object>get(of(county) + "juveniles")).as("four").isNull();
        assertThat(branches.<Object>get(of(otherCounty) + "juveniles")).as("six, beside four").isNull();
        assertThat(branches.<Object>get(of(third) + "juveniles")).isEqualTo(8);
        assertThat(branches.getInt(of(county) + "people")).isEqualTo(4);
    }

    @Test
    void nobodyIsNamedInIt() {
        var person = accounts.takenIn(office);
        alert(person, "AREA_EXIT", "1", "OPEN", now.minus(DAY), null);

        assertThat(ask(superior, county).extract().asString()).doesNotContain(person.toString());
    }

    /** DOMAIN 10.2: single cases on a stated purpose. */
    @Test
    void aSingleCaseIsSeenOnAStatedPurposeAloneAndThatIsOnRecord() {
        var path = "/api/v1/supervisees/" + accounts.takenIn(office);
        given().auth().oauth2(superior).get(path).then().statusCode(400);

        given().auth().oauth2(superior).queryParam("purpose", "COMPLAINT").get(path).then().statusCode(200);

        assertThat(accounts.queryOne("select count(*) from audit_entry where action = 'CASE_SEEN' and purpose ="
                + " 'COMPLAINT' and object_id = ?::uuid", path.substring(path.lastIndexOf('/') + 1))).isEqualTo(1L);
    }

    @Test
    void aTimeThatIsNoneOrTooLongIsRefused() {
        for (var to : List.of(now.minus(DAY.multipliedBy(40)), now.plus(DAY.multipliedBy(63)))) {
            given().auth().oauth2(superior).queryParam("from", now.minus(DAY.multipliedBy(30)).toString())
                    .queryParam("to", to.toString()).get("/api/v1/agency-units/" + county + "/statistics").then()
                    .statusCode(400);
        }
    }

    @Test
    void nobodyElsewhereAndNoOfficerIsTold() {
        var elsewhere = accounts.unit(accounts.province(), "PREFECTURE", "Elsewhere");

        ask(accounts.token("SUPERIOR", elsewhere), county).statusCode(404);
        ask(superior, elsewhere).statusCode(404);
        ask(accounts.token("OFFICER", county), county).statusCode(403);
        ask(accounts.token("BUREAU_HEAD", county), county).statusCode(200).body("branches[0].juveniles", equalTo(0))
                .body("branches[0].alerts", empty()).body("branches[0].purpose", nullValue());
        given().get("/api/v1/agency-units/" + county + "/statistics").then().statusCode(401);
    }

    private ValidatableResponse ask(String token, UUID unit) {
        return given().auth().oauth2(token).queryParam("from", now.minus(DAY.multipliedBy(30)).toString())
                .queryParam("to", now.plusSeconds(60).toString())
                .get("/api/v1/agency-units/" + unit + "/statistics").then();
    }

    private static String of(UUID unit) {
        return "branches.find {it.unitId == '" + unit + "'}.";
    }

    private void minors(UUID unit, int count) {
        for (int i = 0; i < count; i++) {
            accounts.update("update supervisee set regime = 'JUVENILE' where id = ?", accounts.supervisee(unit));
        }
    }

    private void alert(UUID person, String code, String cause, String handling, Instant openedAt, String finding) {
        var id = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) select ?, s.id, s.unit_id, ?, ? || ':' || ?, 'WARNING', 'ACTIVE', ?, ?, now()"
                + " from supervisee s where s.id = ?", id, code, code, cause, handling, utc(openedAt), person);
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', now())", id);
        if (finding != null) {
            accounts.update("insert into alert_entry (alert_id, seq, kind, at, handling, actor, reason)"
                    + " values (?, 2, 'HANDLED', now(), ?, ?, 'Seen')", id, finding,
                    UUID.fromString(accounts.staff("OFFICER", office)));
            accounts.update("insert into alert_entry (alert_id, seq, kind, at, handling, actor, reason)"
                    + " values (?, 3, 'HANDLED', now(), 'CLOSED', ?, 'Seen')", id,
                    UUID.fromString(accounts.staff("OFFICER", office)));
        }
    }

    private static java.time.OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
