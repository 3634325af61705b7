package org.rollcall.backend.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class StaffAccountsTest {

    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String TO_CHANGE = "urn:rollcall:problem:password-to-change";

    @Inject
    Accounts accounts;

    private UUID here;
    private UUID there;
    private String adminId;
    private String admin;
    private String stranger;

    @BeforeEach
    void twoPrefectures() {
        here = accounts.unit(accounts.province(), "PREFECTURE", "Here");
        there = accounts.unit(accounts.province(), "PREFECTURE", "There");
        adminId = accounts.staff("ADMIN", here);
        admin = Accounts.signIn(adminId);
        stranger = accounts.token("ADMIN", there);
    }

    @Test
    void aNewAccountSignsInAndMayDoNothing() {
        var login = login();

        var answer = create(admin, login).statusCode(201).body("posts.size()", equalTo(0)).extract();

        String id = answer.path("id");
        assertThat(answer.header("Location")).endsWith(ACCOUNTS + "/" + id);
        assertThat(answer.asString()).doesNotContain(Accounts.PASSWORD);
        as(admin).get(ACCOUNTS + "/" + id).then().statusCode(200).body("login", equalTo(login));
        as(Accounts.signIn(login)).get("/api/v1/agency-units").then().statusCode(403);
        assertThat(recorded(id, "ACCOUNT_CREATED")).isEqualTo(1L);
    }

    @Test
    void aPasswordThatAnAdminSetIsGoodForChangingItAlone() {
        var login = login();
        String id = create(admin, login).extract().path("id");
        officer(id);
        var token = Accounts.signIn(login);

        as(token).get("/api/v1/me").then().statusCode(200).body("login", equalTo(login));
        for (var path : List.of("supervisees", "alerts", "me/sessions", "agency-units")) {
            as(token).get("/api/v1/" + path).then().statusCode(403).body("type", equalTo(TO_CHANGE));
        }
        change(token, Accounts.PASSWORD, Accounts.PASSWORD).statusCode(400);
        change(token, Accounts.PASSWORD, "a password of my own").statusCode(204);

        as(token).get("/api/v1/supervisees").then().statusCode(200);
        as(signIn(login, "a password of my own")).get("/api/v1/supervisees").then().statusCode(200);
    }

    @Test
    void whoSignedInByAOneTimePasswordMayEndTheirSessions() {
        var login = login();
        String id = create(admin, login).extract().path("id");
        officer(id);
        var token = Accounts.signIn(login);

        as(token).post("/api/v1/me/sessions/revocation").then().statusCode(204);

        as(token).get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void aForgottenPasswordIsResetForOneTimeAndEndsTheSessions() {
        var login = accounts.staff("OFFICER", here);
        var before = Accounts.signIn(login);
        var path = ACCOUNTS + "/" + login + "/password/reset";
        var body = Map.of("password", "a password for one day");

        as(stranger).body(body).post(path).then().statusCode(404);
        as(admin).body(body).post(ACCOUNTS + "/" + adminId + "/password/reset").then().statusCode(409);
        as(admin).body(body).post(path).then().statusCode(204);

        as(before).get("/api/v1/me").then().statusCode(401);
        var token = signIn(login, "a password for one day");
        as(token).get("/api/v1/supervisees").then().statusCode(403).body("type", equalTo(TO_CHANGE));
        change(token, "a password for one day", "a password of my own").statusCode(204);
        as(token).get("/api/v1/supervisees").then().statusCode(200);
        assertThat(recorded(login, "PASSWORD_RESET")).isEqualTo(1L);
    }

    /** Of who still knows the old one and has begun to change it: what was checked is compared when it is written. */
    @Test
    void aChangeThatWasBegunBeforeAResetDoesNotUndoIt() {
        var login = accounts.staff("OFFICER", here);
        var id = UUID.fromString(login);
        var known = accounts.queryOne("select password_hash from account where id = ?", id);
        as(admin).body(Map.of("password", "a password for one day")).post(ACCOUNTS + "/" + login + "/password/reset")
                .then().statusCode(204);
        var change = "with who as materialized (select set_config('rollcall.account_id', ?, true) as account)"
                + " select change_own_password('theirs', ?) from who where account is not null";

        assertThat(accounts.queryOne(change, login, known)).isEqualTo(false);

        signIn(login, "a password for one day");
        var now = accounts.queryOne("select password_hash from account where id = ?", id);
        assertThat(accounts.queryOne(change, login, now)).isEqualTo(true);
    }

    @Test
    void thePasswordOfWhoHoldsAPostElsewhereOrHasNoneIsNotReset() {
        var login = accounts.staff("OFFICER", here);
        accounts.update("insert into post (id, account_id, unit_id, role, valid) values (gen_random_uuid(), ?, ?,"
                + " 'OFFICER', tstzrange('2020-01-01', null))", UUID.fromString(login), there);
        var provided = accounts.staff("OFFICER", here);
        accounts.update("update account set password_hash = '!' where id = ?", UUID.fromString(provided));
        var body = Map.of("password", "a password for one day");

        as(admin).body(body).post(ACCOUNTS + "/" + login + "/password/reset").then().statusCode(403);
        as(admin).body(body).post(ACCOUNTS + "/" + provided + "/password/reset").then().statusCode(409);

        Accounts.signIn(login);
    }

    private void officer(String account) {
        as(admin).body(Map.of("unitId", here, "role", "OFFICER")).post(ACCOUNTS + "/" + account + "/posts").then()
                .statusCode(201);
    }

    private static ValidatableResponse change(String token, String from, String to) {
        return as(token).body(Map.of("oldPassword", from, "newPassword", to)).put("/api/v1/me/password").then();
    }

    private static String signIn(String login, String password) {
        return given().contentType("application/json").body(Map.of("login", login, "password", password))
                .post("/api/v1/sessions").then().statusCode(201).extract().path("accessToken");
    }

    @Test
    void anAccountWithoutAPostIsKeptByTheUnitThatMadeIt() {
        String id = create(admin, login()).extract().path("id");
        var above = accounts.token("ADMIN", accounts.province());

        as(accounts.token("ADMIN", here)).get(ACCOUNTS + "/" + id).then().statusCode(200);
        as(above).get(ACCOUNTS + "/" + id).then().statusCode(200);
        as(stranger).get(ACCOUNTS + "/" + id).then().statusCode(404);
    }

    @Test
    void anAccountWithAPostElsewhereOnlyIsNoLongerTheMakers() {
        String id = create(admin, login()).extract().path("id");

        post(id, there, "tstzrange('2020-01-01', null)");

        as(admin).get(ACCOUNTS + "/" + id).then().statusCode(404);
        as(stranger).get(ACCOUNTS + "/" + id).then().statusCode(200);
    }

    @Test
    void whoHadAPostInScopeAndHasNoneNowIsStillThere() {
        String id = create(admin, login()).extract().path("id");
        post(id, here, "tstzrange('2020-01-01', '2021-01-01')");

        as(admin).get(ACCOUNTS + "/" + id).then().statusCode(200).body("posts[0].validUntil", notNullValue());
        as(stranger).get(ACCOUNTS + "/" + id).then().statusCode(404);
    }

    @Test
    void aPostOutOfScopeIsNotShown() {
        var id = accounts.staff("OFFICER", here);
        post(id, there, "tstzrange('2020-01-01', null)");

        as(admin).get(ACCOUNTS + "/" + id).then().statusCode(200).body("posts.unitId",
                equalTo(List.of(here.toString())));
    }

    @Test
    void aLoginIsGivenOnce() {
        var login = login();
        create(admin, login).statusCode(201);

        create(stranger, login).statusCode(409).body("type", equalTo("urn:rollcall:problem:conflict"));
    }

    @ParameterizedTest
    @CsvSource({"login,Wang Min", "login,ab", "displayName,' '", "password,short", "kind,STAFF", "login,"})
    void anAccountThatCannotBeIsRefused(String field, String value) {
        var request = new HashMap<String, Object>(request(login()));
        request.put(field, value);

        as(admin).body(request).post(ACCOUNTS).then().statusCode(400).body("violations[0].field", equalTo(field));
    }

    @Test
    void aRepeatedRequestWithTheSameKeyMakesOneAccount() {
        var key = UUID.randomUUID().toString();
        var request = request(login());

        var once = as(admin).header("Idempotency-Key", key).body(request).post(ACCOUNTS).then().statusCode(201)
                .extract();
        var again = as(admin).header("Idempotency-Key", key).body(request).post(ACCOUNTS).then().statusCode(201)
                .extract();

        assertThat(again.asString()).isEqualTo(once.asString());
    }

    @Test
    void theListIsTheScopeInPagesThatMissNone() {
        for (int i = 0; i < 3; i++) {
            accounts.staff("OFFICER", here);
        }
        String unposted = create(admin, login()).extract().path("id");
        accounts.supervisee(here);
        var seen = new ArrayList<String>();
        String after = null;
        do {
            var request = as(admin).queryParam("limit", 2);
            var page = (after == null ? request : request.queryParam("after", after)).get(ACCOUNTS).then()
                    .statusCode(200).extract().jsonPath();
            seen.addAll(page.<String>getList("items.id"));
            after = page.getString("next");
        } while (after != null);

        assertThat(seen).hasSize(5).doesNotHaveDuplicates().contains(adminId, unposted);
    }

    @Test
    void aShutAccountIsOutAtTheNextRequest() {
        var id = accounts.staff("OFFICER", here);
        var token = Accounts.signIn(id);

        as(admin).post(ACCOUNTS + "/" + id + "/disablement").then().statusCode(200).body("disabledAt", notNullValue());

        as(token).get("/api/v1/me").then().statusCode(401);
        given().contentType("application/json").body(Map.of("login", id, "password", Accounts.PASSWORD))
                .post("/api/v1/sessions").then().statusCode(401);
    }

    @Test
    void shuttingTwiceChangesNothing() {
        var id = accounts.staff("OFFICER", here);
        String first = as(admin).post(ACCOUNTS + "/" + id + "/disablement").then().extract().asString();

        String second = as(admin).post(ACCOUNTS + "/" + id + "/disablement").then().statusCode(200).extract()
                .asString();

        assertThat(second).isEqualTo(first);
        assertThat(recorded(id, "ACCOUNT_DISABLED")).isEqualTo(1L);
    }

    @Test
    void nobodyShutsOutThemself() {
        as(admin).post(ACCOUNTS + "/" + adminId + "/disablement").then().statusCode(409);
    }

    @Test
    void whoHoldsAPostElsewhereTooIsNotThisAdminsToShut() {
        var id = accounts.staff("OFFICER", here);
        post(id, there, "tstzrange('2020-01-01', null)");

        as(admin).post(ACCOUNTS + "/" + id + "/disablement").then().statusCode(403);
        as(accounts.token("ADMIN", accounts.province())).post(ACCOUNTS + "/" + id + "/disablement").then()
                .statusCode(200);
    }

    @Test
    void whoMayNotAskIsRefused() {
        var officer = accounts.token("OFFICER", here);
        var id = accounts.staff("OFFICER", here);

        given().get(ACCOUNTS).then().statusCode(401);
        given().get(ACCOUNTS + "/" + id).then().statusCode(401);
        given().contentType("application/json").body("{}").post(ACCOUNTS).then().statusCode(401);
        given().post(ACCOUNTS + "/" + id + "/disablement").then().statusCode(401);
        as(officer).get(ACCOUNTS).then().statusCode(403);
        as(officer).get(ACCOUNTS + "/" + id).then().statusCode(403);
        create(officer, login()).statusCode(403);
        as(officer).post(ACCOUNTS + "/" + id + "/disablement").then().statusCode(403);
    }

    @Test
    void anAccountOutOfScopeDoesNotExist() {
        var id = accounts.staff("OFFICER", there);

        for (var unknown : List.of(id, UUID.randomUUID().toString(), accounts.supervisee(here).toString(),
                "not-an-id")) {
            as(admin).get(ACCOUNTS + "/" + unknown).then().statusCode(404);
            as(admin).post(ACCOUNTS + "/" + unknown + "/disablement").then().statusCode(404);
        }
        assertThat(accounts.queryOne("select disabled_at from account where id = ?", UUID.fromString(id))).isNull();
    }

    private ValidatableResponse create(String token, String login) {
        return as(token).body(request(login)).post(ACCOUNTS).then();
    }

    private static Map<String, Object> request(String login) {
        return Map.of("login", login, "displayName", "王敏", "password", Accounts.PASSWORD);
    }

    private static String login() {
        return "staff." + UUID.randomUUID();
    }

    private void post(String account, UUID unit, String valid) {
        accounts.update(
                "insert into post (id, account_id, unit_id, role, valid) values (?, ?, ?, 'OFFICER', " + valid + ")",
                UUID.randomUUID(), UUID.fromString(account), unit);
    }

    private Object recorded(String object, String action) {
        return accounts.queryOne("select count(*) from audit_entry where object_id = ? and action = ? and actor = ?",
                UUID.fromString(object), action, UUID.fromString(adminId));
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
