package org.rollcall.backend.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;

/** Custody and release with all that follows (DOMAIN 10.1, cases 13 and 17). */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class LifecycleTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;

    private Instant now;
    private UUID unit;
    private UUID person;
    private People.Phone phone;
    private String officer;

    @BeforeEach
    void somebodyWithAPhone() {
        now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        unit = people.office();
        person = people.takenIn(unit);
        phone = people.phone(person);
        officer = accounts.token("OFFICER", unit);
    }

    /** Case 13. */
    @Test
    void aCustodyThatBeganInThePastExcusesWhatWasMissedInItAndClosesWhatItHasEnded() {
        var before = missed(hours(-80));
        var within = missed(hours(-20));
        var exit = alert("AREA_EXIT", hours(-10));

        var id = custody(hours(-48), null).statusCode(201).body("until", nullValue()).extract().<String>path("id");

        assertThat(slot(before)).isEqualTo("MISSED MISSED");
        assertThat(slot(within)).isEqualTo("EXCUSED MISSED EXCUSED");
        assertThat(history(exit)).isEqualTo("OPENED CLEARED HANDLED");
        assertThat(accounts.queryOne("select handling || ' ' || condition from alert where id = ?", exit))
                .isEqualTo("CLOSED CLEARED");
        assertThat((String) accounts.queryOne("select reason from alert_entry where alert_id = ? and kind = 'HANDLED'"
                + " and actor is null", exit)).contains("custody");
        assertThat(periods()).isEqualTo("2020-01-01 " + hours(-48));
        assertThat(accounts.queryOne("select count(*) from collection_period where supervisee_id = ?"
                + " and known_until is not null", person)).isEqualTo(1L);
        assertThat(report(hours(-1))).isEqualTo("OUTSIDE_COLLECTION");
        assertThat(report(hours(-49))).isEqualTo("STORED");
        assertThat(accounts.queryOne("select detail ->> 'custodyId' from audit_entry where object_id = ?"
                + " and action = 'CUSTODY_RECORDED'", person)).isEqualTo(id);
        as(officer).get(path("custody")).then().statusCode(200).body("items.id", contains(id));
    }

    @Test
    void aCryForHelpIsNotClosedBySoftware() {
        var help = alert("HELP_REQUESTED", hours(-1));

        custody(hours(-48), null).statusCode(201);

        assertThat(history(help)).isEqualTo("OPENED");
    }

    @Test
    void aCustodyThatIsOverClosesOnlyWhatOpenedInIt() {
        var before = alert("AREA_EXIT", hours(-60));
        var within = alert("SILENT", hours(-30));
        var after = alert("SPOOF_SIGNAL", hours(-2));

        custody(hours(-48), hours(-24)).statusCode(201).body("until", equalTo(hours(-24).toString()));

        assertThat(history(before)).isEqualTo("OPENED");
        assertThat(history(within)).isEqualTo("OPENED CLEARED HANDLED");
        assertThat(history(after)).isEqualTo("OPENED");
        assertThat(periods()).isEqualTo("2020-01-01 " + hours(-48) + ", " + hours(-24));
        assertThat(report(hours(-1))).isEqualTo("STORED");
    }

    @Test
    void whoIsOutOfCustodyIsSupervisedAgainToTheEndOfTheTerm() {
        var id = custody(hours(-48), null).statusCode(201).extract().<String>path("id");
        var body = Map.of("at", hours(-2).toString(), "reason", "取保候审");

        end(id, body).statusCode(200).body("until", equalTo(hours(-2).toString())).body("endReason", equalTo("取保候审"));

        assertThat(periods()).isEqualTo("2020-01-01 " + hours(-48) + ", " + hours(-2) + " 2099-12-31T16:00:00Z");
        assertThat(report(hours(-1))).isEqualTo("STORED");
        assertThat(report(hours(-3))).isEqualTo("OUTSIDE_COLLECTION");
        end(id, body).statusCode(409);
        custody(hours(-30), null).statusCode(409);
        custody(hours(-1), null).statusCode(201);
    }

    /** Case 17, where an officer records it; at midnight by itself see the watch. */
    @Test
    void aReleaseEndsTheCollectingTheAlertsAndTheDevices() {
        var exit = alert("AREA_EXIT", hours(-100));
        var late = missed(hours(-1));

        as(officer).body(Map.of("kind", "TERM_OVER", "reason", "矫正期满", "at", hours(-3).toString()))
                .post(path("release")).then().statusCode(201).body("releasedAt", equalTo(hours(-3).toString()));

        assertThat(periods()).isEqualTo("2020-01-01 " + hours(-3));
        assertThat((String) accounts.queryOne("select string_agg(coalesce(reason, ''), '') from alert_entry"
                + " where alert_id = ?", exit)).contains("release");
        assertThat(slot(late)).startsWith("EXCUSED");
        given().auth().oauth2(phone.token()).contentType("application/json")
                .body(Map.of("fixes", java.util.List.of(fix(hours(-4))))).post("/api/v1/me/fixes").then()
                .statusCode(401);
        assertThat(accounts.queryOne("select revoked_at is not null from device where id = ?", phone.device()))
                .isEqualTo(true);
        as(officer).body(Map.of("kind", "REVOKED", "reason", "x")).post(path("release")).then().statusCode(409);
        custody(hours(-1), null).statusCode(409);
    }

    @Test
    void aForeignClientOfWhoWasReleasedIsTurnedAway() {
        var foreign = people.traccar(person);
        var fix = "/api/v1/ingest/osmand/" + foreign.secret() + "?id=1&lat=39.9&lon=116.3&timestamp="
                + now.getEpochSecond();
        org.rollcall.backend.testing.Contract.givenAnyRequest().post(fix).then().statusCode(200);

        as(officer).body(Map.of("kind", "DECEASED", "reason", "死亡")).post(path("release")).then().statusCode(201);

        org.rollcall.backend.testing.Contract.givenAnyRequest().post(fix).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"kind, ", "kind, PRISON", "reason, ", "reason, ' '", "from, ", "from, yesterday",
        "from, 2199-01-01T00:00:00Z", "until, 2019-01-01T00:00:00Z", "more, 1"})
    void aNoticeThatContradictsItselfIsRefused(String field, String value) {
        var body = new HashMap<String, Object>(notice(hours(-1), null));
        body.compute(field, (key, old) -> value);
        body.values().removeIf(java.util.Objects::isNull);

        as(officer).body(body).post(path("custody")).then().statusCode(400);

        assertThat(accounts.queryOne("select count(*) from custody where supervisee_id = ?", person)).isEqualTo(0L);
    }

    @Test
    void aReleaseLiesNotInTheFuture() {
        as(officer).body(Map.of("kind", "PARDON", "reason", "x", "at", hours(1).toString())).post(path("release"))
                .then().statusCode(400);
        as(officer).body(Map.of("kind", "PARDON")).post(path("release")).then().statusCode(400);
        as(officer).body("{\"kind\"").post(path("release")).then().statusCode(400);
        assertThat(report(hours(-1))).isEqualTo("STORED");
    }

    @Test
    void aRepetitionIsOne() {
        var key = UUID.randomUUID().toString();
        var first = as(officer).header("Idempotency-Key", key).body(notice(hours(-1), null)).post(path("custody"))
                .then()
                .statusCode(201).extract().<String>path("id");

        as(officer).header("Idempotency-Key", key).body(notice(hours(-1), null)).post(path("custody")).then()
                .statusCode(201).body("id", equalTo(first));
        as(officer).get(path("custody")).then().body("items", hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"custody", "release"})
    void nobodyElseRecordsIt(String what) {
        var body = what.equals("custody") ? notice(hours(-1), null) : Map.of("kind", "PARDON", "reason", "x");
        var stranger = accounts.token("OFFICER", people.office());
        as(stranger).body(body).post(path(what)).then().statusCode(404);
        as(accounts.token("PROSECUTOR", unit)).body(body).post(path(what)).then().statusCode(403);
        as(phone.token()).body(body).post(path(what)).then().statusCode(403);
        given().contentType("application/json").body(body).post(path(what)).then().statusCode(401);
        as(stranger).get(path("custody")).then().statusCode(404);
        as(accounts.token("ADMIN", unit)).get(path("custody")).then().statusCode(403);
        given().get(path("custody")).then().statusCode(401);
        assertThat(periods()).isEqualTo("2020-01-01");
    }

    @Test
    void nobodyElseEndsACustody() {
        var id = custody(hours(-48), null).statusCode(201).extract().<String>path("id");
        var body = Map.of("reason", "x");
        var ending = "/api/v1/custody/" + id + "/ending";
        as(accounts.token("OFFICER", people.office())).body(body).post(ending).then().statusCode(404);
        as(accounts.token("PROSECUTOR", unit)).body(body).post(ending).then().statusCode(403);
        given().contentType("application/json").body(body).post(ending).then().statusCode(401);
        as(officer).body(Map.of()).post(ending).then().statusCode(400);
        end(UUID.randomUUID().toString(), body).statusCode(404);
        assertThat(periods()).isEqualTo("2020-01-01 " + hours(-48));
    }

    private ValidatableResponse custody(Instant from, Instant until) {
        return as(officer).body(notice(from, until)).post(path("custody")).then();
    }

    private ValidatableResponse end(String id, Map<String, ?> body) {
        return as(officer).body(body).post("/api/v1/custody/" + id + "/ending").then();
    }

    private static Map<String, Object> notice(Instant from, Instant until) {
        var body = new HashMap<String, Object>(Map.of("kind", "CUSTODY", "reason", "刑事拘留", "documentNumber", "88号",
                "from", from.toString()));
        if (until != null) {
            body.put("until", until.toString());
        }
        return body;
    }

    private String report(Instant at) {
        return given().auth().oauth2(phone.token()).contentType("application/json")
                .body(Map.of("fixes", java.util.List.of(fix(at)))).post("/api/v1/me/fixes").then().statusCode(200)
                .extract().path("results[0].disposition");
    }

    private static Map<String, Object> fix(Instant at) {
        return Map.of("fixedAt", at.toString(), "lon", 116.3, "lat", 39.9, "trigger", "TIMER");
    }

    /** The believed periods: begin and, where there is one, end. */
    private String periods() {
        return ((String) accounts.queryOne("select string_agg(to_char(lower(valid) at time zone 'UTC',"
                + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || coalesce(' ' || to_char(upper(valid) at time zone 'UTC',"
                + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), ''), ', ' order by lower(valid)) from collection_period"
                + " where supervisee_id = ? and known_until is null", person))
                .replaceFirst("^20(19-12-31|20-01-01)T[0-9:]*Z", "2020-01-01");
    }

    private UUID missed(Instant opensAt) {
        var schedule = UUID.randomUUID();
        var slot = UUID.randomUUID();
        accounts.update("insert into schedule (id, supervisee_id, kind, policy_version, opens_minute, closes_minute,"
                + " grace_seconds, valid) values (?, ?, 'CHECK_IN', 1, 0, 60, 0, tstzrange('2020-01-01', null))",
                schedule,
                person);
        accounts.update("insert into slot (id, schedule_id, supervisee_id, kind, policy_version, opens_at, closes_at,"
                + " due_at, state) values (?, ?, ?, 'CHECK_IN', 1, ?, ?, ?, 'MISSED')", slot, schedule, person,
                utc(opensAt), utc(opensAt.plusSeconds(1_800)), utc(opensAt.plusSeconds(1_800)));
        accounts.update("insert into slot_entry (slot_id, seq, state, at) values (?, 1, 'MISSED', now())", slot);
        return slot;
    }

    private String slot(UUID id) {
        return (String) accounts.queryOne("select s.state || ' ' || string_agg(e.state, ' ' order by e.seq) from slot s"
                + " join slot_entry e on e.slot_id = s.id where s.id = ? group by s.state", id);
    }

    private UUID alert(String code, Instant openedAt) {
        var id = UUID.randomUUID();
        accounts.update("insert into alert (id, supervisee_id, unit_id, code, cause_key, severity, condition, handling,"
                + " opened_at, changed_at) values (?, ?, ?, ?, ?, 'WARNING', 'ACTIVE', 'OPEN', ?, ?)", id, person, unit,
                code, code, utc(openedAt), utc(openedAt));
        accounts.update("insert into alert_entry (alert_id, seq, kind, at) values (?, 1, 'OPENED', ?)", id,
                utc(openedAt));
        return id;
    }

    private String history(UUID alert) {
        return (String) accounts.queryOne(
                "select string_agg(kind, ' ' order by seq) from alert_entry where alert_id = ?",
                alert);
    }

    private String path(String what) {
        return "/api/v1/supervisees/" + person + "/" + what;
    }

    private Instant hours(int ahead) {
        return now.plus(Duration.ofHours(ahead));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
