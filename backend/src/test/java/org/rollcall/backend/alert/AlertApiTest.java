package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.access.DeviceTokens;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Severity;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class AlertApiTest {

    private static final String ALERTS = "/api/v1/alerts";
    private static final Map<String, String> INNOCENT = Map.of("outcome", "VERIFIED_INNOCENT", "reason", "出示了证明。");

    @Inject
    Alerts alerts;
    @Inject
    @ReactiveDataSource("intake")
    Pool intake;
    @Inject
    Accounts accounts;
    @Inject
    DeviceTokens devices;

    private Office office;
    private Office elsewhere;
    private String officer;

    @BeforeEach
    void twoOffices() {
        office = new Office(accounts);
        elsewhere = new Office(accounts);
        officer = accounts.token("OFFICER", office.office);
    }

    @Test
    void anOfficerListsTheAlertsOfTheOwnOfficeNewestFirst() {
        raise(office.exit());
        raise(elsewhere.exit());
        raise(cause(AlertCode.SILENT, Severity.INFORMATION));

        list().body("items.code", contains("SILENT", "AREA_EXIT")).body("items[1].superviseeId",
                equalTo(office.person.toString())).body("items[1].caseNumber", equalTo(office.person.toString()))
                .body("items[1].causeKey", equalTo("AREA_EXIT:PHONE")).body("next", nullValue());
    }

    @Test
    void pagesMissNoneAndRepeatNone() {
        for (int i = 0; i < 5; i++) {
            raise(new Cause(office.supervisee(), AlertCode.SILENT, "", Severity.WARNING, Office.NOON,
                    new JsonObject()));
        }
        var first = list("limit", 3).extract().jsonPath();

        var second = list("limit", 3, "after", first.getString("next")).extract().jsonPath();

        assertThat(first.getList("items.id")).hasSize(3);
        assertThat(second.getList("items.id")).hasSize(2).doesNotContainAnyElementsOf(first.getList("items.id"));
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void eachFilterLeavesOutTheRest() {
        raise(office.exit());
        raise(cause(AlertCode.SILENT, Severity.INFORMATION));
        raise(new Cause(office.supervisee(), AlertCode.ZONE_ENTRY, "zone", Severity.CRITICAL, Office.NOON,
                new JsonObject()));
        clear(AlertCode.SILENT, "");
        close(officer, alertOf("ZONE_ENTRY"), INNOCENT).statusCode(200);

        list("code", "AREA_EXIT", "code", "SILENT").body("items.code", contains("SILENT", "AREA_EXIT"));
        list("severity", "CRITICAL").body("items.code", contains("ZONE_ENTRY"));
        list("condition", "CLEARED").body("items.code", contains("SILENT"));
        list("handling", "OPEN", "handling", "ACKNOWLEDGED").body("items.code", contains("SILENT", "AREA_EXIT"));
        list("handling", "CLOSED").body("items.code", contains("ZONE_ENTRY"));
        list("superviseeId", office.person).body("items.code", contains("SILENT", "AREA_EXIT"));
        list("superviseeId", office.person, "code", "SILENT", "condition", "ACTIVE").body("items", empty());
        list("unitId", elsewhere.office).body("items", empty());
        list("unitId", office.office).body("items.code", contains("ZONE_ENTRY", "SILENT", "AREA_EXIT"));
    }

    @Test
    void aCountyOfficerSeesTheOfficesBelowAndNarrowsDownToOne() {
        var second = accounts.unit(office.county, "JUSTICE_OFFICE", "Second");
        raise(office.exit());
        raise(new Cause(accounts.supervisee(second), AlertCode.SILENT, "", Severity.WARNING, Office.NOON,
                new JsonObject()));
        var county = accounts.token("COUNTY_OFFICER", office.county);

        as(county).get(ALERTS).then().statusCode(200).body("items.code", contains("SILENT", "AREA_EXIT"));
        as(county).queryParam("unitId", second).get(ALERTS).then().body("items.code", contains("SILENT"));
        as(county).queryParam("unitId", office.county).get(ALERTS).then().body("items.size()", equalTo(2));
    }

    @ParameterizedTest
    @CsvSource({"superviseeId,me", "unitId,1", "code,NAP", "severity,LOUD", "condition,GONE", "handling,DONE",
        "limit,0", "limit,201", "after,nonsense"})
    void aFilterThatCannotBeIsRefused(String name, String value) {
        as(officer).queryParam(name, value).get(ALERTS).then().statusCode(400)
                .body("type", equalTo("urn:rollcall:problem:invalid"));
    }

    @Test
    void oneAlertComesWithItsHistoryAndTheLookIsOnRecord() {
        raise(office.exit());
        clear(AlertCode.AREA_EXIT, "PHONE");

        as(accounts.token("PROSECUTOR", office.office)).get(ALERTS + "/" + office.alert()).then().statusCode(200)
                .body("entries.kind", contains("OPENED", "CLEARED")).body("entries[0].fact.distanceMetres",
                        equalTo(640.0f))
                .body("condition", equalTo("CLEARED")).body("handling", equalTo("OPEN"));

        assertThat(recorded()).isEqualTo("ALERT_SEEN");
        assertThat(accounts.queryOne("select purpose || ' ' || (detail ->> 'alertId') from audit_entry"
                + " where object_id = ?", office.alert())).isEqualTo("ALERT " + office.alert());
    }

    @Test
    void anAlertIsTakenOnOnceWhoeverAsksAgain() {
        raise(office.exit());
        acknowledge(officer, Map.of("reason", "打电话核实。")).statusCode(200).body("handling", equalTo("ACKNOWLEDGED"))
                .body("entries.kind", contains("OPENED", "HANDLED")).body("entries[1].reason", equalTo("打电话核实。"));
        var changed = accounts.queryOne("select changed_at from alert where id = ?", office.alert());

        acknowledge(accounts.token("OFFICER", office.office), Map.of()).statusCode(200)
                .body("entries.kind", contains("OPENED", "HANDLED"));

        assertThat(accounts.queryOne("select changed_at from alert where id = ?", office.alert())).isEqualTo(changed);
        assertThat(recorded()).isEqualTo("ALERT_ACKNOWLEDGED ALERT_SEEN");
    }

    @Test
    void takingOnNeedsNoReasonAndNoBody() {
        raise(office.exit());

        givenAnyRequest().noContentType().auth().oauth2(officer)
                .post(ALERTS + "/" + office.alert() + "/acknowledgement").then().statusCode(200)
                .body("entries[1].handling", equalTo("ACKNOWLEDGED")).body("entries[1].reason", nullValue());
    }

    @Test
    void oneFormClosesAnOpenAlertStepByStep() {
        raise(office.exit());
        var account = accounts.staff("OFFICER", office.office);

        close(Accounts.signIn(account), office.alert(), INNOCENT).statusCode(200).body("handling", equalTo("CLOSED"))
                .body("entries.handling", contains(null, "ACKNOWLEDGED", "VERIFIED_INNOCENT", "CLOSED"))
                .body("entries[2].actorId", equalTo(account))
                .body("entries[3].reason", equalTo("出示了证明。"));

        assertThat(recorded()).isEqualTo("ALERT_CLOSED");
        assertThat(accounts.queryOne("select detail ->> 'outcome' from audit_entry where object_id = ?",
                office.alert())).isEqualTo("VERIFIED_INNOCENT");
    }

    @Test
    void aClosedAlertTakesNothingMoreAndMakesRoomForTheNext() {
        raise(office.exit());
        var first = office.alert();
        close(officer, first, INNOCENT).statusCode(200);

        close(officer, first, INNOCENT).statusCode(409).body("type", equalTo("urn:rollcall:problem:conflict"));
        acknowledge(officer, Map.of()).statusCode(409);
        raise(office.exit());

        assertThat(office.alert()).isNotEqualTo(first);
        list().body("items.handling", contains("OPEN", "CLOSED"));
    }

    @Test
    void ofManyWhoCloseItAtOnceOneDoes() {
        raise(office.exit());
        var alert = office.alert();

        var closers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> close(officer, alert, INNOCENT).extract().statusCode()))
                .toList();

        assertThat(closers.stream().map(CompletableFuture::join).toList()).containsOnly(200, 409)
                .containsOnlyOnce(200);
        assertThat(office.history()).isEqualTo("OPENED HANDLED HANDLED HANDLED");
        assertThat(recorded()).isEqualTo("ALERT_CLOSED");
    }

    @Test
    void evidenceThatComesWhileSomebodyClosesIsNotLost() {
        raise(office.exit());
        var alert = office.alert();

        var evidence = IntStream.range(0, 6).mapToObj(i -> intake
                .withTransaction(tx -> alerts.raise(tx, List.of(office.exit()))).subscribeAsCompletionStage()).toList();
        close(officer, alert, INNOCENT).statusCode(200);
        evidence.forEach(CompletableFuture::join);

        assertThat(office.count("select count(*) from alert_entry e join alert a on a.id = e.alert_id"
                + " where a.supervisee_id = ? and e.kind <> 'HANDLED'", office.person)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"outcome\":\"UNRESOLVED\"}", "{\"outcome\":\"UNRESOLVED\",\"reason\":\" \"}",
        "{\"outcome\":\"OPEN\",\"reason\":\"x\"}", "{\"outcome\":\"UNRESOLVED\",\"reason\":\"x\",\"more\":1}", "{",
        "null", ""})
    void aClosureWithoutOutcomeOrReasonIsRefused(String body) {
        raise(office.exit());

        as(officer).body(body).post(ALERTS + "/" + office.alert() + "/closure").then().statusCode(400)
                .contentType("application/problem+json");

        assertThat(office.history()).isEqualTo("OPENED");
    }

    @Test
    void aReasonIsNeitherBlankNorEndless() {
        raise(office.exit());

        acknowledge(officer, Map.of("reason", "  ")).statusCode(400);
        acknowledge(officer, Map.of("reason", "长".repeat(2001))).statusCode(400);
        acknowledge(officer, Map.of("mood", "good")).statusCode(400);
    }

    @Test
    void nobodyOutsideTheScopeSeesOrHandlesAnything() {
        raise(office.exit());
        var alert = ALERTS + "/" + office.alert();
        var phone = devices.of(office.person);
        var admin = accounts.token("ADMIN", office.office);
        var prosecutor = accounts.token("PROSECUTOR", office.office);
        var stranger = accounts.token("OFFICER", elsewhere.office);

        as(stranger).get(ALERTS).then().statusCode(200).body("items", empty());
        as(stranger).queryParam("superviseeId", office.person).get(ALERTS).then().body("items", empty());
        as(stranger).queryParam("unitId", office.office).get(ALERTS).then().body("items", empty());
        as(stranger).get(alert).then().statusCode(404);
        acknowledge(stranger, Map.of()).statusCode(404);
        close(stranger, office.alert(), INNOCENT).statusCode(404);
        for (var denied : new String[]{phone, admin}) {
            as(denied).get(ALERTS).then().statusCode(403);
            as(denied).get(alert).then().statusCode(403);
            acknowledge(denied, Map.of()).statusCode(403);
            close(denied, office.alert(), INNOCENT).statusCode(403);
        }
        acknowledge(prosecutor, Map.of()).statusCode(403);
        close(prosecutor, office.alert(), INNOCENT).statusCode(403);
        given().get(ALERTS).then().statusCode(401);
        given().get(alert).then().statusCode(401);
        given().contentType("application/json").body(INNOCENT).post(alert + "/closure").then().statusCode(401);
        given().contentType("application/json").post(alert + "/acknowledgement").then().statusCode(401);
        as(officer).get(ALERTS + "/" + UUID.randomUUID()).then().statusCode(404);
        close(officer, UUID.randomUUID(), INNOCENT).statusCode(404);
        assertThat(office.history()).isEqualTo("OPENED");
    }

    private Cause cause(AlertCode code, Severity severity) {
        return new Cause(office.person, code, "", severity, Office.NOON, new JsonObject());
    }

    private void raise(Cause cause) {
        intake.withTransaction(tx -> alerts.raise(tx, List.of(cause))).await().atMost(Duration.ofSeconds(20));
    }

    private void clear(AlertCode code, String object) {
        intake.withTransaction(tx -> alerts.clear(tx, office.person, code, object, Office.NOON, new JsonObject()))
                .await().atMost(Duration.ofSeconds(20));
    }

    private UUID alertOf(String code) {
        return (UUID) accounts.queryOne("select id from alert where unit_id = ? and code = ?", office.office, code);
    }

    /** What is on record about the alert. */
    private String recorded() {
        return (String) accounts.queryOne("select string_agg(action, ' ' order by id) from audit_entry"
                + " where object_id = ?", office.alert());
    }

    private ValidatableResponse list(Object... parameters) {
        var request = as(officer);
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam((String) parameters[i], parameters[i + 1]);
        }
        return request.get(ALERTS).then().statusCode(200);
    }

    private ValidatableResponse acknowledge(String token, Map<String, String> request) {
        return as(token).body(new HashMap<>(request)).post(ALERTS + "/" + office.alert() + "/acknowledgement").then();
    }

    private static ValidatableResponse close(String token, UUID alert, Map<String, String> request) {
        return as(token).body(request).post(ALERTS + "/" + alert + "/closure").then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
