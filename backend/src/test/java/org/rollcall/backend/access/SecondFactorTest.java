package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.given;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
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
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class SecondFactorTest {

    private static final String API = "/api/v1/";

    @Inject
    Accounts accounts;
    @Inject
    SignInConfig config;
    @Inject
    TestClock clock;
    @Inject
    Sealing sealing;

    private UUID unit;
    private String login;

    @BeforeEach
    void somebody() {
        unit = accounts.unit(accounts.province(), "PREFECTURE", "Factors");
        login = accounts.staff("OFFICER", unit);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void whoEnrolledAFactorSignsInWithPasswordAndCode() {
        var secret = enrolled(login);

        var asked = password(login).statusCode(202).body("enrolled", equalTo(true)).extract().jsonPath();

        var session = code(asked, secret.code(clock.instant())).statusCode(201).body("recoveryCodes", nullValue())
                .extract().jsonPath();
        as(session).get(API + "me").then().statusCode(200).body("id", equalTo(login));
        as(session).get(API + "me/second-factor").then().statusCode(200).body("required", equalTo(false))
                .body("recoveryCodesLeft", equalTo(SecondFactorBook.RECOVERY_CODES));
    }

    @Test
    void aCodeIsTakenOnce() {
        var secret = enrolled(login);
        var code = secret.code(clock.instant());
        code(asked(login), code).statusCode(201);

        code(asked(login), code).statusCode(401);

        clock.advance(TotpSecret.STEP);
        code(asked(login), secret.code(clock.instant())).statusCode(201);
    }

    @Test
    void ofTwoThatComeWithOneCodeAtOnceOneIsLetIn() {
        var secret = enrolled(login);
        var challenges = List.of(asked(login), asked(login));
        var code = secret.code(clock.instant());

        var both = challenges.stream().map(challenge -> CompletableFuture
                .supplyAsync(() -> code(challenge, code).extract().statusCode())).toList();

        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(201, 401);
    }

    @Test
    void theCodeOfAnotherAccountIsNone() {
        enrolled(login);
        var other = enrolled(accounts.staff("OFFICER", unit));

        code(asked(login), other.code(clock.instant())).statusCode(401);
    }

    @Test
    void aChallengeHoldsForItsTimeItsTriesAndOneSession() {
        var secret = enrolled(login);
        var spent = asked(login);
        code(spent, secret.code(clock.instant())).statusCode(201);
        clock.advance(TotpSecret.STEP);
        code(spent, secret.code(clock.instant())).statusCode(401);

        var late = asked(login);
        clock.advance(config.challengesHoldFor().plus(Duration.ofSeconds(1)));
        code(late, secret.code(clock.instant())).statusCode(401);

        var tried = asked(login);
        for (int i = 0; i < 5; i++) {
            code(tried, "000000").statusCode(401);
        }
        code(tried, secret.code(clock.instant())).statusCode(401);
        code(asked(login), secret.code(clock.instant())).statusCode(201);
    }

    @Test
    void whoGuessesCodesIsSlowedDownHoweverManyChallengesTheyGet() {
        var secret = enrolled(login);
        QuarkusMock.installMockForType(new SignInLimit(new Limits(3, 16), clock), SignInLimit.class);
        var origin = Origin.fresh();
        for (int i = 0; i < 3; i++) {
            code(origin, asked(login), "000000").statusCode(401);
        }

        code(origin, asked(login), secret.code(clock.instant())).statusCode(429);

        code(Origin.fresh(), asked(login), secret.code(clock.instant())).statusCode(201);
    }

    @Test
    void noChallengeOfOursLetsNobodyIn() {
        var nothing = new JsonPath("{\"challenge\": \"" + DeviceSecret.random().word() + "\"}");

        code(nothing, "000000").statusCode(401);
        code(new JsonPath("{\"challenge\": \"x\"}"), "000000").statusCode(401);
    }

    @Test
    void aRecoveryCodeStandsForTheAuthenticatorOnceAndIsOnRecord() {
        var codes = new ArrayList<String>();
        enrolled(login, codes);
        assertThat(codes).hasSize(SecondFactorBook.RECOVERY_CODES).doesNotHaveDuplicates();

        var session = code(asked(login), codes.get(0).toLowerCase(java.util.Locale.ROOT)).statusCode(201).extract()
                .jsonPath();

        code(asked(login), codes.get(0)).statusCode(401);
        as(session).get(API + "me/second-factor").then().body("recoveryCodesLeft",
                equalTo(SecondFactorBook.RECOVERY_CODES - 1));
        assertThat(recorded("RECOVERY_CODE_USED")).isEqualTo(1L);
    }

    @Test
    void newRecoveryCodesEndTheOldOnes() {
        var codes = new ArrayList<String>();
        var secret = enrolled(login, codes);
        var session = code(asked(login), secret.code(clock.instant())).statusCode(201).extract().jsonPath();
        post(session, "recovery-codes", Map.of("code", "000000")).statusCode(403);

        var anew = post(session, "recovery-codes", Map.of("code", codes.get(0))).statusCode(200).extract().jsonPath()
                .getList("recoveryCodes", String.class);

        code(asked(login), codes.get(1)).statusCode(401);
        code(asked(login), anew.get(0)).statusCode(201);
    }

    @Test
    void aFactorCountsOnceItIsConfirmedAndEndsTheOtherSessions() {
        var desk = signIn(login);
        var home = signIn(login);
        var shown = post(desk, "enrolment", Map.of("password", Accounts.PASSWORD)).statusCode(200).extract().jsonPath();
        password(login).statusCode(201);
        post(desk, "confirmation", Map.of("code", "000000")).statusCode(403);

        post(desk, "confirmation", Map.of("code", secret(shown).code(clock.instant()))).statusCode(200);

        password(login).statusCode(202);
        as(desk).get(API + "me").then().statusCode(200);
        as(home).get(API + "me").then().statusCode(401);
        assertThat(recorded("SECOND_FACTOR_ENROLLED")).isEqualTo(1L);
    }

    @Test
    void whoFoundASessionPutsNoAuthenticatorOfTheirOwnInPlace() {
        var secret = enrolled(login);
        var session = code(asked(login), secret.code(clock.instant())).statusCode(201).extract().jsonPath();
        clock.advance(TotpSecret.STEP);

        post(session, "enrolment", Map.of("password", "not the password at all")).statusCode(403);
        post(session, "enrolment", Map.of("password", Accounts.PASSWORD)).statusCode(403);
        post(session, "enrolment", Map.of("password", Accounts.PASSWORD, "code", secret.code(clock.instant())))
                .statusCode(200);
    }

    @Test
    void theSecretLiesSealedForItsAccountAlone() {
        var secret = enrolled(login);

        var lies = (byte[]) accounts.queryOne("select secret_sealed from staff_second_factor where account_id = ?",
                UUID.fromString(login));

        assertThat(new String(lies, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(secret.bytes(), StandardCharsets.ISO_8859_1));
        assertThat(sealing.open("second-factor." + login, lies)).isEqualTo(secret.bytes());
        assertThatIllegalStateException()
                .isThrownBy(() -> sealing.open("second-factor." + accounts.staff("OFFICER", unit), lies));
    }

    @Test
    void whereThePolicyDemandsOneItIsEnrolledBeforeThereIsASession() {
        demandedOf(PostRole.OFFICER);
        var asked = password(login).statusCode(202).body("enrolled", equalTo(false)).extract().jsonPath();
        code(asked, "000000").statusCode(401);

        var shown = enrolment(asked).statusCode(200).extract().jsonPath();
        var session = code(asked, secret(shown).code(clock.instant())).statusCode(201).extract().jsonPath();

        assertThat(session.getList("recoveryCodes")).hasSize(SecondFactorBook.RECOVERY_CODES);
        as(session).get(API + "me/second-factor").then().statusCode(200).body("required", equalTo(true));
        enrolment(asked(login)).statusCode(409);
    }

    @Test
    void aSessionWithoutAFactorEndsWithThePostThatDemandsOne() {
        demandedOf(PostRole.ADMIN);
        var session = signIn(login);
        as(session).get(API + "me").then().statusCode(200);

        accounts.update(
                "insert into post (id, account_id, unit_id, role, valid) values (gen_random_uuid(), ?, ?, 'ADMIN',"
                        + " tstzrange('2020-01-01', null))",
                UUID.fromString(login), unit);

        as(session).get(API + "me").then().statusCode(401);
        password(login).statusCode(202);
    }

    @Test
    void anAdminOfTheAccountResetsItAndNobodyElse() {
        var secret = enrolled(login);
        var session = code(asked(login), secret.code(clock.instant())).statusCode(201).extract().jsonPath();
        var path = API + "accounts/" + login + "/second-factor/reset";
        var elsewhere = accounts.staff("ADMIN", accounts.unit(accounts.province(), "PREFECTURE", "Elsewhere"));
        as(signIn(elsewhere)).post(path).then().statusCode(404);
        as(session).post(path).then().statusCode(403);

        var admin = accounts.staff("ADMIN", unit);
        as(signIn(admin)).post(API + "accounts/" + admin + "/second-factor/reset").then().statusCode(409);
        as(signIn(admin)).post(path).then().statusCode(204);

        as(session).get(API + "me").then().statusCode(401);
        password(login).statusCode(201);
        assertThat(recorded("SECOND_FACTOR_RESET")).isEqualTo(1L);
    }

    @Test
    void whoCoversAPostOfTheAdminsUnitIsNotTheAdminsToShutOut() {
        enrolled(login);
        var office = accounts.unit(unit, "COUNTY", "Small");
        var covered = accounts.staff("OFFICER", office);
        accounts.update("insert into post (id, account_id, unit_id, role, valid, covers) select gen_random_uuid(), ?,"
                + " unit_id, role, tstzrange('2020-01-01', '2090-01-01'), id from post where account_id = ?",
                UUID.fromString(login), UUID.fromString(covered));
        var admin = signIn(accounts.staff("ADMIN", office));

        as(admin).post(API + "accounts/" + login + "/second-factor/reset").then().statusCode(404);
        as(admin).post(API + "accounts/" + login + "/sessions/revocation").then().statusCode(404);
        as(admin).post(API + "accounts/" + login + "/disablement").then().statusCode(404);
        password(login).statusCode(202);
    }

    @Test
    void whoHoldsAPostElsewhereTooIsNotTheAdminsToShutOut() {
        var secret = enrolled(login);
        var session = code(asked(login), secret.code(clock.instant())).statusCode(201).extract().jsonPath();
        var office = accounts.unit(unit, "COUNTY", "Small");
        accounts.update("insert into post (id, account_id, unit_id, role, valid) values (gen_random_uuid(), ?, ?,"
                + " 'OFFICER', tstzrange('2020-01-01', null))", UUID.fromString(login), office);
        var admin = signIn(accounts.staff("ADMIN", office));

        as(admin).post(API + "accounts/" + login + "/second-factor/reset").then().statusCode(403);
        as(admin).post(API + "accounts/" + login + "/sessions/revocation").then().statusCode(403);

        as(session).get(API + "me").then().statusCode(200);
        password(login).statusCode(202);
        assertThat(recorded("SECOND_FACTOR_RESET")).isZero();
    }

    private void demandedOf(PostRole role) {
        QuarkusMock.installMockForType(new SecondFactorPolicy(new Limits(10, 16)) {
            @Override
            boolean requires(Collection<String> held) {
                return held.contains(role.name());
            }
        }, SecondFactorPolicy.class);
    }

    /** That account has an authenticator, whose next code was not taken yet. */
    private TotpSecret enrolled(String who) {
        return enrolled(who, new ArrayList<>());
    }

    private TotpSecret enrolled(String who, List<String> codes) {
        var session = signIn(who);
        var secret = secret(post(session, "enrolment", Map.of("password", Accounts.PASSWORD)).statusCode(200).extract()
                .jsonPath());
        codes.addAll(post(session, "confirmation", Map.of("code", secret.code(clock.instant()))).statusCode(200)
                .extract().jsonPath().getList("recoveryCodes", String.class));
        clock.advance(TotpSecret.STEP);
        return secret;
    }

    private static TotpSecret secret(JsonPath shown) {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var number = java.math.BigInteger.ZERO;
        for (char letter : shown.getString("secret").toCharArray()) {
            number = number.shiftLeft(5).or(java.math.BigInteger.valueOf(alphabet.indexOf(letter)));
        }
        var bytes = number.toByteArray();
        var twenty = new byte[TotpSecret.BYTES];
        int length = Math.min(bytes.length, twenty.length);
        System.arraycopy(bytes, bytes.length - length, twenty, twenty.length - length, length);
        return new TotpSecret(twenty);
    }

    private long recorded(String action) {
        return (long) accounts.queryOne("select count(*) from audit_entry where action = ? and object_id = ?", action,
                UUID.fromString(login));
    }

    private static ValidatableResponse post(JsonPath session, String path, Map<String, String> body) {
        return as(session).contentType("application/json").body(body).post(API + "me/second-factor/" + path).then();
    }

    private static io.restassured.specification.RequestSpecification as(JsonPath session) {
        return given().auth().oauth2(session.getString("accessToken"));
    }

    private static JsonPath signIn(String login) {
        return password(login).statusCode(201).extract().jsonPath();
    }

    private static JsonPath asked(String login) {
        return password(login).statusCode(202).extract().jsonPath();
    }

    private static ValidatableResponse password(String login) {
        return given().contentType("application/json").body(Map.of("login", login, "password", Accounts.PASSWORD))
                .post(API + "sessions").then();
    }

    private static ValidatableResponse enrolment(JsonPath asked) {
        return given().contentType("application/json").body(Map.of("challenge", asked.getString("challenge")))
                .post(API + "sessions/second-factor/enrolment").then();
    }

    private static ValidatableResponse code(JsonPath asked, String code) {
        return code(Origin.fresh(), asked, code);
    }

    private static ValidatableResponse code(RestAssuredConfig origin, JsonPath asked, String code) {
        return given().config(origin).contentType("application/json")
                .body(Map.of("challenge", asked.getString("challenge"), "code", code))
                .post(API + "sessions/second-factor").then();
    }
}
