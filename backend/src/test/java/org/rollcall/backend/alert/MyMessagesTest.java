package org.rollcall.backend.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.access.DeviceTokens;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.Severity;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class MyMessagesTest {

    private static final String REGISTRATIONS = "/api/v1/me/registrations";
    private static final String INBOX = "/api/v1/me/inbox";

    @Inject
    Alerts alerts;
    @Inject
    Outbox outbox;
    @Inject
    @ReactiveDataSource("intake")
    Pool intake;
    @Inject
    Accounts accounts;
    @Inject
    DeviceTokens devices;

    private Office office;
    private UUID officerId;
    private String officer;

    @BeforeEach
    void anOfficer() {
        office = new Office(accounts);
        officerId = office.officer();
        officer = Accounts.signIn(officerId.toString());
    }

    @Test
    void aPhoneRegisteredTwiceIsOneAndItsValueIsNeverTold() {
        var value = UUID.randomUUID().toString();

        var first = register(officer, "FCM_TOKEN", value).statusCode(200).extract();
        var second = register(officer, "FCM_TOKEN", value).statusCode(200).extract();

        assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(first.asString()).doesNotContain(value);
        assertThat(active(officerId)).isEqualTo(1);
    }

    @Test
    void aValueThatAnotherHeldMovesToTheAsker() {
        var value = UUID.randomUUID().toString();
        var other = office.officer();
        String id = register(Accounts.signIn(other.toString()), "FCM_INSTALLATION_ID", value).extract().path("id");

        register(officer, "FCM_INSTALLATION_ID", value).statusCode(200);

        assertThat(active(other)).isZero();
        assertThat(active(officerId)).isEqualTo(1);
        as(Accounts.signIn(other.toString())).delete(REGISTRATIONS + "/" + id).then().statusCode(404);
        assertThat(active(officerId)).isEqualTo(1);
    }

    @Test
    void aSuperviseeRegistersToo() {
        register(devices.of(office.person), "FCM_TOKEN", UUID.randomUUID().toString()).statusCode(200);

        assertThat(active(office.person)).isEqualTo(1);
    }

    @Test
    void theEleventhPhoneTakesThePlaceOfTheFirst() {
        String first = register(officer, "FCM_TOKEN", UUID.randomUUID().toString()).extract().path("id");
        for (int i = 0; i < 10; i++) {
            register(officer, "FCM_TOKEN", UUID.randomUUID().toString()).statusCode(200);
        }

        assertThat(active(officerId)).isEqualTo(10);
        assertThat(accounts.queryOne("select disabled_at from registration where id = ?", UUID.fromString(first)))
                .isNotNull();
    }

    @Test
    void aPhoneEndsOnceAndComesBackWhenItRegistersAgain() {
        var value = UUID.randomUUID().toString();
        String id = register(officer, "FCM_TOKEN", value).extract().path("id");

        as(officer).delete(REGISTRATIONS + "/" + id).then().statusCode(204);
        as(officer).delete(REGISTRATIONS + "/" + id).then().statusCode(204);
        assertThat(active(officerId)).isZero();
        register(officer, "FCM_TOKEN", value).statusCode(200);

        assertThat(active(officerId)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"kind\":\"FCM_TOKEN\"}", "{\"kind\":\"FCM_TOKEN\",\"value\":\"\"}",
        "{\"kind\":\"SMS\",\"value\":\"secret-x\"}", "{\"kind\":\"FCM_TOKEN\",\"value\":\"secret-x\",\"more\":1}", "{"})
    void aPhoneThatCannotBeIsRefusedWithoutTellingItsValue(String body) {
        var refusal = as(officer).body(body).put(REGISTRATIONS).then().statusCode(400)
                .contentType("application/problem+json").extract().asString();

        assertThat(refusal).doesNotContain("secret-x");
    }

    @Test
    void theInboxHoldsWhatWasSaidToTheAskerNewestFirst() {
        raise(office.exit());
        raise(office.exit(Severity.CRITICAL, Office.NOON.plusSeconds(60)));

        // The second has the collapse key of the first: it replaces it on a phone, not here.
        as(officer).get(INBOX).then().statusCode(200).body("items.code", contains("ALERT_WORSENED", "ALERT_OPENED"))
                .body("items[0].alertCode", equalTo("AREA_EXIT")).body("items[0].severity", equalTo("CRITICAL"))
                .body("items[0].objectId", equalTo(office.alert().toString()))
                .body("items[0].link", equalTo("/alerts/" + office.alert())).body("items[0].title", not(""));
    }

    @Test
    void theInboxComesInPages() {
        raise(office.exit());
        raise(office.exit(Severity.CRITICAL, Office.NOON.plusSeconds(60)));
        var first = as(officer).queryParam("limit", 1).get(INBOX).then().statusCode(200).extract().jsonPath();

        as(officer).queryParam("limit", 1).queryParam("after", first.getString("next")).get(INBOX).then()
                .statusCode(200).body("items.code", contains("ALERT_OPENED"));
    }

    @Test
    void aMessageOfAnotherVersionHidesNoOther() {
        raise(office.exit());
        accounts.update("insert into outbox (id, account_id, message, next_at, created_at)"
                + " values (?, ?, '{\"code\": \"FROM_THE_FUTURE\"}', '2020-01-01', now())",
                UUID.randomUUID(), officerId);

        as(officer).get(INBOX).then().statusCode(200).body("items.code", contains("ALERT_OPENED"));
    }

    @Test
    void aSuperviseeReadsWhatIsNotAboutAnAlert() {
        var slot = UUID.randomUUID();
        intake.withTransaction(tx -> outbox.put(tx,
                List.of(Letter.to(office.person, Message.dutyReminder(slot, Duration.ofMinutes(30))))))
                .await().atMost(Duration.ofSeconds(20));

        as(devices.of(office.person)).get(INBOX).then().statusCode(200).body("items.code", contains("DUTY_REMINDER"))
                .body("items[0].objectId", equalTo(slot.toString()));
    }

    @Test
    void nobodyReadsAnothersInboxOrEndsAnothersPhone() {
        raise(office.exit());
        String id = register(officer, "FCM_TOKEN", UUID.randomUUID().toString()).extract().path("id");
        var colleague = Accounts.signIn(accounts.staff("COUNTY_OFFICER", office.county));

        as(colleague).get(INBOX).then().statusCode(200).body("items", empty());
        as(colleague).delete(REGISTRATIONS + "/" + id).then().statusCode(404);
        as(officer).delete(REGISTRATIONS + "/" + UUID.randomUUID()).then().statusCode(404);
        given().get(INBOX).then().statusCode(401);
        given().delete(REGISTRATIONS + "/" + id).then().statusCode(401);
        given().contentType("application/json").body(Map.of("kind", "FCM_TOKEN", "value", "x")).put(REGISTRATIONS)
                .then().statusCode(401);
        assertThat(active(officerId)).isEqualTo(1);
    }

    @Test
    void aPageThatCannotBeIsRefused() {
        as(officer).queryParam("limit", 0).get(INBOX).then().statusCode(400);
        as(officer).queryParam("after", "nonsense").get(INBOX).then().statusCode(400);
    }

    private void raise(Cause cause) {
        intake.withTransaction(tx -> alerts.raise(tx, List.of(cause))).await().atMost(Duration.ofSeconds(20));
    }

    private long active(UUID account) {
        return office.count("select count(*) from registration where account_id = ? and disabled_at is null", account);
    }

    private static ValidatableResponse register(String token, String kind, String value) {
        return as(token).body(Map.of("kind", kind, "value", value)).put(REGISTRATIONS).then();
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
