package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Origin;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.TestClock;

/** How an app on the background-geolocation SDK gets its next token. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class DeviceRenewalTest {

    private static final String RENEWAL = "/api/v1/device-sessions/renewal";
    private static final String INGEST = "/api/v1/ingest/transistorsoft";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    RefreshTokens tokens;
    @Inject
    MeterRegistry metrics;
    @Inject
    TestClock clock;

    private RestAssuredConfig origin;
    private String officer;
    private UUID person;
    private UUID device;
    private String access;
    private String refresh;

    @BeforeEach
    void anEnrolledApp() {
        origin = Origin.fresh();
        var office = people.office();
        person = people.takenIn(office);
        officer = accounts.token("OFFICER", office);
        var code = given().auth().oauth2(officer)
                .post("/api/v1/supervisees/" + person + "/enrolment-codes").then().statusCode(201).extract()
                .<String>path("code");
        var answer = given().config(origin).contentType("application/json")
                .body("{\"code\": \"" + code + "\", \"dialect\": \"TRANSISTORSOFT\"}").post("/api/v1/enrolments").then()
                .statusCode(201).extract().jsonPath();
        device = UUID.fromString(answer.getString("deviceId"));
        access = answer.getString("accessToken");
        refresh = answer.getString("refreshToken");
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void whenItsTokenHasEndedItHears401AndRenewsIt() {
        send(access).statusCode(200);
        clock.advance(AccessTokens.LIFE);
        send(access).statusCode(401).header("WWW-Authenticate", equalTo("Bearer"));

        var renewed = renewed(refresh);

        send(renewed.getString("accessToken")).statusCode(200);
        assertThat(renewed.getLong("expires"))
                .isBetween(clock.millis(), clock.instant().plus(AccessTokens.LIFE).toEpochMilli());
    }

    @Test
    void itsTokenLetsInFixesByItsOwnRouteAndNothingElse() {
        assertNothingElse(access);
        // Nor once it is known as a good one.
        send(access).statusCode(200);
        assertNothingElse(access);
        assertNothingElse(renewed(refresh).getString("accessToken"));

        assertThat(accounts.queryOne("select count(*) from fix f join device d on d.supervisee_id = f.supervisee_id"
                + " where d.id = ?", device)).isEqualTo(0L);
    }

    private void assertNothingElse(String token) {
        var fixes = "{\"fixes\": [{\"fixedAt\": \"" + clock.instant() + "\", \"lon\": 116.3521, \"lat\": 39.9417}]}";
        given().auth().oauth2(token).contentType("application/json").body(fixes).post("/api/v1/me/fixes").then()
                .statusCode(401);
        for (var path : new String[]{"/me", "/me/slots", "/supervisees"}) {
            given().auth().oauth2(token).get("/api/v1" + path).then().statusCode(401);
        }
    }

    @Test
    void theTokenOfOurOwnClientLetsNothingInHere() {
        send(people.phone(people.takenIn()).token()).statusCode(401);
        send(refresh).statusCode(401);
        givenAnyRequest().body("{}").post(INGEST).then().statusCode(401);
    }

    @Test
    void aTokenIsTakenAgainWhoseAnswerWasLost() {
        renewed(refresh);

        var again = renewed(refresh);

        send(again.getString("accessToken")).statusCode(200);
        renewed(again.getString("refreshToken"));
    }

    @Test
    void aTokenThatComesBackAfterItsSuccessorWasUsedEndsTheFamily() {
        double before = metrics.counter("rollcall.refresh.reused").count();
        var second = renewed(refresh).getString("refreshToken");
        var third = renewed(second).getString("refreshToken");

        renew(refresh).statusCode(401);

        renew(third).statusCode(401);
        renew(second).statusCode(401);
        assertThat(metrics.counter("rollcall.refresh.reused").count()).isGreaterThan(before);
    }

    @Test
    void thatItEndedIsOnRecordAndToldTheOfficersOnce() {
        renewed(renewed(refresh).getString("refreshToken"));

        renew(refresh).statusCode(401);
        renew(refresh).statusCode(401);

        assertThat(accounts.queryOne("select count(*) from audit_entry where action = 'REFRESH_TOKEN_REUSED'"
                + " and object_id = ? and detail ->> 'deviceId' = ?", person, device.toString())).isEqualTo(1L);
        String link = given().auth().oauth2(officer).get("/api/v1/me/inbox").then().statusCode(200)
                .body("items.size()", equalTo(1)).extract().path("items[0].link");
        given().auth().oauth2(officer).get("/api/v1" + link).then().statusCode(200)
                .body("kind", equalTo("PHONE_TOKEN_COPIED")).body("id", equalTo(device.toString()));
    }

    @Test
    void whoeverOfTwoThatHoldACopyIsSecondEndsIt() {
        var phones = renewed(refresh).getString("refreshToken");
        var thiefs = renewed(refresh).getString("refreshToken");

        renew(phones).statusCode(401);

        renew(thiefs).statusCode(401);
    }

    @Test
    void ofManyAtOnceOneSuccessorHolds() {
        var answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> renew(refresh).extract().statusCode())).toList()
                .stream().map(CompletableFuture::join).toList();

        assertThat(answers).containsOnly(200);
        assertThat(accounts.queryOne("select count(*) from refresh_token where device_id = ? and used_at is null"
                + " and revoked_at is null", device)).isEqualTo(1L);
    }

    @Test
    void onlyHashesAreStored() {
        var stored = (String) accounts.queryOne("select string_agg(to_jsonb(t)::text, ' ') from refresh_token t"
                + " where device_id = ?", device);

        assertThat(stored).doesNotContain(refresh)
                .contains(java.util.HexFormat.of().formatHex(DeviceSecret.sha256(refresh)));
    }

    @Test
    void anOldTokenAndOneOfARevokedPhoneRenewNothing() {
        var next = renewed(refresh).getString("refreshToken");
        clock.advance(Duration.ofDays(91));
        renew(next).statusCode(401);
        clock.reset();
        people.revoke(device);
        renew(next).statusCode(401).contentType("application/problem+json");
    }

    @Test
    void whatIsNoTokenRenewsNothing() {
        renew("x").statusCode(401);
        renew(DeviceSecret.random().word()).statusCode(401);
        renew(access).statusCode(400);
        renew("").statusCode(400);
        form("").statusCode(400);
        form("refreshToken").statusCode(400);
        given().contentType("application/json").body("{\"refreshToken\": \"x\"}").post(RENEWAL).then().statusCode(415);
    }

    @Test
    void theSweepForgetsWhatRenewsNothingAnyMore() {
        renewed(refresh);
        clock.advance(Duration.ofDays(31));
        sweep();
        assertThat(kept()).isEqualTo(1L);
        clock.advance(Duration.ofDays(60));
        sweep();
        assertThat(kept()).isEqualTo(0L);
    }

    private void sweep() {
        tokens.sweep().await().atMost(Duration.ofSeconds(10));
    }

    private Object kept() {
        return accounts.queryOne("select count(*) from refresh_token where device_id = ?", device);
    }

    private ValidatableResponse send(String token) {
        return givenAnyRequest().auth().oauth2(token).contentType("application/json").body("{\"location\": []}")
                .post(INGEST).then();
    }

    private JsonPath renewed(String token) {
        return renew(token).statusCode(200).extract().jsonPath();
    }

    private static ValidatableResponse renew(String token) {
        // The validator does not see the body of a form.
        return givenAnyRequest().contentType("application/x-www-form-urlencoded").formParam("refreshToken", token)
                .post(RENEWAL)
                .then();
    }

    private static ValidatableResponse form(String body) {
        return givenAnyRequest().contentType("application/x-www-form-urlencoded").body(body).post(RENEWAL).then();
    }
}
