package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.retention.RetentionSweep;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Origin;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class StaffSessionsTest {

    private static final String API = "/api/v1/";
    private static final String MINE = API + "me/sessions";

    @Inject
    Accounts accounts;
    @Inject
    SignInConfig config;
    @Inject
    RetentionSweep retention;
    @Inject
    TestClock clock;

    private UUID unit;
    private String login;

    @BeforeEach
    void somebody() {
        unit = accounts.unit(accounts.province(), "PREFECTURE", "Sessions");
        login = accounts.staff("OFFICER", unit);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void aRenewalGivesBothTokensAnew() {
        var first = signIn(login, "Desk");

        var second = renew(first.getString("refreshToken")).statusCode(200)
                .body("sessionId", equalTo(first.getString("sessionId")))
                .body("sessionExpiresAt", equalTo(first.getString("sessionExpiresAt"))).extract().jsonPath();

        assertThat(second.getString("refreshToken")).isNotEqualTo(first.getString("refreshToken"));
        me(second).statusCode(200).body("id", equalTo(login));
        renew(second.getString("refreshToken")).statusCode(200);
    }

    @Test
    void aTokenThatWasUsedEndsTheSessionAtOnceAndIsOnRecord() {
        var first = signIn(login, null);
        var other = signIn(login, null);
        var second = renew(first.getString("refreshToken")).statusCode(200).extract().jsonPath();

        renew(first.getString("refreshToken")).statusCode(401);

        me(second).statusCode(401);
        renew(second.getString("refreshToken")).statusCode(401);
        me(other).statusCode(200);
        assertThat(recorded("REFRESH_TOKEN_REUSED", first.getString("sessionId"))).isEqualTo(1L);
    }

    @Test
    void ofTwoThatComeAtOnceOneIsACopy() {
        var first = signIn(login, null);

        var both = Stream.generate(() -> CompletableFuture
                .supplyAsync(() -> renew(first.getString("refreshToken")).extract().statusCode())).limit(2).toList();

        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 401);
        me(first).statusCode(401);
    }

    @Test
    void thoseThatEndedLongAgoAreForgottenHoweverManyAndTheOthersStay() {
        var account = UUID.fromString(login);
        accounts.update(
                "insert into staff_session (id, account_id, address_prefix, opened_at, last_used_at, expires_at)"
                        + " select gen_random_uuid(), ?, 'x', timestamptz '2001-01-01', '2001-01-01', '2001-01-02'"
                        + " from generate_series(1, ?)",
                account, 1_003);
        signIn(login, null);

        retention.run().await().atMost(Duration.ofSeconds(60));

        assertThat(accounts.queryOne("select count(*) from staff_session where account_id = ?", account)).isEqualTo(1L);
    }

    @Test
    void whatIsNoTokenOfOursRenewsNothing() {
        renew("x").statusCode(401);
        renew(DeviceSecret.random().word()).statusCode(401);
        renew("").statusCode(400);
    }

    @Test
    void aSessionEndsWithItsTimeHoweverOftenItIsRenewed() {
        var opened = signIn(login, null);

        clock.advance(config.sessionsHoldFor().plus(Duration.ofSeconds(1)));

        renew(opened.getString("refreshToken")).statusCode(401);
    }

    @Test
    void anAccessTokenEndsBeforeItsSession() {
        var opened = signIn(login, null);

        clock.advance(config.accessTokensHoldFor().plus(Duration.ofSeconds(1)));

        me(opened).statusCode(401);
        me(renew(opened.getString("refreshToken")).statusCode(200).extract().jsonPath()).statusCode(200);
    }

    @Test
    void aDisabledAccountRenewsNothing() {
        var opened = signIn(login, null);

        accounts.update("update account set disabled_at = now() where login = ?", login);

        renew(opened.getString("refreshToken")).statusCode(401);
    }

    @Test
    void everybodySeesTheirOwnSessionsAndNoOthers() {
        var desk = signIn(login, "Desk");
        var home = signIn(login, null);
        signIn(accounts.staff("OFFICER", unit), "Somebody else");

        var page = as(desk).queryParam("limit", 1).get(MINE).then().statusCode(200)
                .body("items.id", equalTo(List.of(desk.getString("sessionId"))))
                .body("items[0].label", equalTo("Desk")).body("items[0].current", equalTo(true)).extract().jsonPath();

        assertThat(page.getString("items[0].addressPrefix")).isEqualTo("127.0.0.0/24");
        as(desk).queryParam("limit", 1).queryParam("after", page.getString("next")).get(MINE).then().statusCode(200)
                .body("items.id", equalTo(List.of(home.getString("sessionId"))))
                .body("items[0].current", equalTo(false));
    }

    @Test
    void aSessionThatIsEndedIsRefusedAtOnceAndTheOthersHold() {
        var desk = signIn(login, null);
        var home = signIn(login, null);
        me(home).statusCode(200);

        as(desk).post(MINE + "/" + home.getString("sessionId") + "/revocation").then().statusCode(204);

        me(home).statusCode(401);
        renew(home.getString("refreshToken")).statusCode(401);
        me(desk).statusCode(200);
        assertThat(recorded("SESSION_ENDED", home.getString("sessionId"))).isEqualTo(1L);
        as(desk).post(MINE + "/" + home.getString("sessionId") + "/revocation").then().statusCode(404);
    }

    @Test
    void nobodyEndsASessionOfSomebodyElse() {
        var other = signIn(accounts.staff("OFFICER", unit), null);
        var admin = signIn(accounts.staff("ADMIN", unit), null);

        as(signIn(login, null)).post(MINE + "/" + other.getString("sessionId") + "/revocation").then().statusCode(404);
        as(admin).post(MINE + "/" + other.getString("sessionId") + "/revocation").then().statusCode(404);

        me(other).statusCode(200);
    }

    @Test
    void whoSignsOutEverywhereIsOutEverywhere() {
        var desk = signIn(login, null);
        var home = signIn(login, null);

        as(desk).post(MINE + "/revocation").then().statusCode(204);

        me(desk).statusCode(401);
        me(home).statusCode(401);
    }

    @Test
    void anAdminEndsTheSessionsOfAccountsInScope() {
        var opened = signIn(login, null);
        var path = API + "accounts/" + login + "/sessions/revocation";
        var elsewhere = accounts.staff("ADMIN", accounts.unit(accounts.province(), "PREFECTURE", "Elsewhere"));

        as(signIn(elsewhere, null)).post(path).then().statusCode(404);
        me(opened).statusCode(200);
        as(signIn(accounts.staff("ADMIN", unit), null)).post(path).then().statusCode(204);

        me(opened).statusCode(401);
        assertThat(recorded("SESSIONS_ENDED", login)).isEqualTo(1L);
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        var desk = signIn(login, null);
        var home = signIn(login, null);

        change(desk, Accounts.PASSWORD, "another long password").statusCode(204);

        me(desk).statusCode(200);
        me(home).statusCode(401);
        signIn(login, Accounts.PASSWORD, null).statusCode(401);
        signIn(login, "another long password", null).statusCode(201);
        assertThat(recorded("PASSWORD_CHANGED", login)).isEqualTo(1L);
    }

    @Test
    void whoDoesNotKnowTheOldPasswordChangesNothingAndIsSlowedDown() {
        var origin = Origin.fresh();
        var desk = signIn(login, null);
        for (int i = 0; i < config.wrongOfOneName(); i++) {
            as(desk).config(origin).contentType("application/json")
                    .body(Map.of("oldPassword", "not this one at all", "newPassword", "another long password"))
                    .put(API + "me/password").then().statusCode(403);
        }

        as(desk).config(origin).contentType("application/json")
                .body(Map.of("oldPassword", Accounts.PASSWORD, "newPassword", "another long password"))
                .put(API + "me/password").then().statusCode(429);

        signIn(login, Accounts.PASSWORD, null).statusCode(201);
    }

    private long recorded(String action, String object) {
        return (long) accounts.queryOne("select count(*) from audit_entry where action = ? and object_id = ?", action,
                UUID.fromString(object));
    }

    private static ValidatableResponse change(JsonPath session, String old, String anew) {
        return as(session).contentType("application/json").body(Map.of("oldPassword", old, "newPassword", anew))
                .put(API + "me/password").then();
    }

    private static ValidatableResponse me(JsonPath session) {
        return as(session).get(API + "me").then();
    }

    private static io.restassured.specification.RequestSpecification as(JsonPath session) {
        return given().auth().oauth2(session.getString("accessToken"));
    }

    private static ValidatableResponse renew(String token) {
        return given().contentType("application/json").body(Map.of("refreshToken", token))
                .post(API + "sessions/renewal")
                .then();
    }

    private static JsonPath signIn(String login, String label) {
        return signIn(login, Accounts.PASSWORD, label).statusCode(201).extract().jsonPath();
    }

    private static ValidatableResponse signIn(String login, String password, String label) {
        var body = new java.util.HashMap<String, Object>(Map.of("login", login, "password", password));
        if (label != null) {
            body.put("deviceLabel", label);
        }
        return given().contentType("application/json").body(body).post(API + "sessions").then();
    }
}
