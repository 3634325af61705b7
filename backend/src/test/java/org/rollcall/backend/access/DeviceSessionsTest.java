package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.rollcall.backend.testing.Contract.given;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Origin;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class DeviceSessionsTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    SpentProofs spent;
    @Inject
    TestClock clock;
    @Inject
    SignInConfig config;

    private People.Phone phone;

    @BeforeEach
    void aPhone() {
        phone = people.phone(people.takenIn());
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void aPhoneRenewsItsTokenLongAfterTheLastOneEnded() {
        clock.advance(Duration.ofDays(400));

        String token = open(phone.key().sign(claims())).statusCode(201).extract().path("accessToken");

        given().auth().oauth2(token).get("/api/v1/me/slots").then().statusCode(200);
    }

    @Test
    void aPhoneThatRenewsItsTokenWasHeardOf() {
        open(phone.key().sign(claims())).statusCode(201);

        assertThat(accounts.queryOne("select last_contact_at is not null from standing where supervisee_id = ?",
                phone.person())).isEqualTo(true);
    }

    @Test
    void whoGuessesProofsIsSlowedDownAndShutsOutNoOtherPhone() {
        var origin = Origin.fresh();
        var other = people.phone(people.takenIn());
        for (int i = 0; i < config.wrongOfOneName(); i++) {
            open(origin, PhoneKey.make().sign(claims())).statusCode(401);
        }

        String wait = open(origin, phone.key().sign(claims())).statusCode(429).extract().header("Retry-After");

        assertThat(Integer.parseInt(wait)).as("what is left of the window").isBetween(1, 60);
        open(origin, other.key().sign(PhoneKey.claims(other.device(), clock.instant()))).statusCode(201);
        open(Origin.fresh(), phone.key().sign(claims())).statusCode(201);
    }

    private static ValidatableResponse open(RestAssuredConfig origin, String assertion) {
        return given().config(origin).contentType("application/json").body(Map.of("assertion", assertion))
                .post("/api/v1/device-sessions").then();
    }

    @Test
    void aProofIsTakenOnce() {
        var assertion = phone.key().sign(claims());
        open(assertion).statusCode(201);

        open(assertion).statusCode(401);
    }

    @Test
    void ofOneProofSentManyTimesAtTheSameInstantOneIsTaken() {
        var assertion = phone.key().sign(claims());

        var answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> open(assertion).extract().statusCode())).toList()
                .stream().map(CompletableFuture::join).toList();

        assertThat(answers).containsOnly(201, 401).containsOnlyOnce(201);
    }

    @ParameterizedTest
    @ValueSource(longs = {-59, 0, 59})
    void aClockThatIsAMinuteOffIsBorneWith(long seconds) {
        var claims = shifted(seconds);
        claims.put("exp", (long) claims.get("iat") + 1);

        open(phone.key().sign(claims)).statusCode(201);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(Arguments.of("sub", "nobody"), Arguments.of("sub", UUID.randomUUID().toString()),
                Arguments.of("sub", null), Arguments.of("aud", "rollcall"), Arguments.of("aud", null),
                Arguments.of("aud", List.of("rollcall-api", "another")), Arguments.of("iat", null),
                Arguments.of("exp", null), Arguments.of("jti", null), Arguments.of("jti", " "),
                Arguments.of("iat", "now"), Arguments.of("exp", Long.MAX_VALUE), Arguments.of("iat", Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aProofWithAWrongClaimIsNone(String claim, Object value) {
        var claims = claims();
        claims.put(claim, value);
        claims.values().removeIf(Objects::isNull);

        open(phone.key().sign(claims)).statusCode(401);
    }

    @Test
    void aProofOfAnotherTimeIsNone() {
        var tooOld = shifted(-62);
        tooOld.put("exp", (long) tooOld.get("iat") + 1);
        var tooNew = shifted(65);
        var tooLong = shifted(0);
        tooLong.put("exp", (long) tooLong.get("iat") + 301);
        var backwards = shifted(0);
        backwards.put("exp", (long) backwards.get("iat") - 1);

        for (var claims : List.of(tooOld, tooNew, tooLong, backwards)) {
            open(phone.key().sign(claims)).statusCode(401);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-400 * 86_400L, -8 * 3_600, -300, 65, 8 * 3_600})
    void aPhoneWhoseClockIsWrongRenewsItsTokenWithANonce(long seconds) {
        var nonce = challenged(shifted(seconds));
        var claims = shifted(seconds);
        claims.put("nonce", nonce);
        var assertion = phone.key().sign(claims);

        open(assertion).statusCode(201);
        open(assertion).statusCode(401).body("detail", equalTo("The assertion proves no enrolled phone."));
    }

    @Test
    void anAssertionWithANonceIsNotTakenWhenTheNonceHasEnded() {
        var claims = shifted(-8 * 3_600);
        claims.put("nonce", challenged(claims));
        var assertion = phone.key().sign(claims);
        clock.advance(Duration.ofMinutes(5));

        open(assertion).statusCode(401).header("DPoP-Nonce", notNullValue());
    }

    @Test
    void whoDoesNotHoldTheKeyGetsNoNonce() {
        open(PhoneKey.make().sign(shifted(-8 * 3_600))).statusCode(401).header("DPoP-Nonce", nullValue())
                .body("detail", equalTo("The assertion proves no enrolled phone."));
    }

    @Test
    void aWrongClockIsNoGuess() {
        var origin = Origin.fresh();
        for (int i = 0; i < config.wrongOfOneName() + 1; i++) {
            open(origin, phone.key().sign(shifted(-8 * 3_600))).statusCode(401);
        }

        open(origin, phone.key().sign(claims())).statusCode(201);
    }

    private String challenged(Map<String, Object> claims) {
        return open(phone.key().sign(claims)).statusCode(401)
                .header("WWW-Authenticate", startsWith("DPoP error=\"use_dpop_nonce\"")).extract().header("DPoP-Nonce");
    }

    @Test
    void aProofWithAnotherSignatureIsNone() {
        var claims = claims();
        var unsigned = PhoneKey.part(Map.of("alg", "none")) + "." + PhoneKey.part(claims) + ".";
        var zero = PhoneKey.part(Map.of("alg", "ES256")) + "." + PhoneKey.part(claims) + "." + "A".repeat(86);
        var signed = phone.key().sign(claims);
        var altered = signed.substring(0, signed.indexOf('.') + 1) + PhoneKey.part(claims())
                + signed.substring(signed.lastIndexOf('.'));

        for (var assertion : List.of(unsigned, zero, altered, PhoneKey.make().sign(claims),
                phone.key().sign(Map.of("alg", "HS256"), claims), phone.key().sign(Map.of("alg", "ES384"), claims),
                phone.key().sign(Map.of("alg", "ES256", "crit", List.of("x"), "x", 1), claims),
                "no assertion of anybody at all", "a.b.c.d.e.f.g.h.i.j.k")) {
            open(assertion).statusCode(401).body("detail", equalTo("The assertion proves no enrolled phone."));
        }

        open(signed).statusCode(201);
    }

    @Test
    void aRevokedPhoneAndOneThatIsShutOutProveNothing() {
        people.revoke(phone.device());
        open(phone.key().sign(claims())).statusCode(401);

        var other = people.phone(people.takenIn());
        accounts.update("update account set disabled_at = now() where id = ?", other.person());
        open(other.key().sign(PhoneKey.claims(other.device(), clock.instant()))).statusCode(401);
    }

    @Test
    void whatCannotBeAnAssertionIsRefused() {
        open("x").statusCode(400);
        open("x".repeat(2_049)).statusCode(400);
        post("{\"assertion\": \"" + "x".repeat(30) + "\", \"surprise\": 1}").statusCode(400);
        post("{}").statusCode(400);
        post("{").statusCode(400);
        given().contentType("text/plain").body("x").post("/api/v1/device-sessions").then().statusCode(415);
    }

    @Test
    void proofsAreForgottenWhenTheyWouldNotBeTakenAnyMore() {
        var assertion = phone.key().sign(claims());
        open(assertion).statusCode(201);
        sweep();
        open(assertion).statusCode(401);
        assertThat(kept()).isEqualTo(1L);

        clock.advance(Duration.ofMinutes(4));
        sweep();

        assertThat(kept()).isEqualTo(0L);
        open(assertion).statusCode(401);
    }

    @Test
    void noProofIsPrinted() {
        assertThat(new DeviceSessionResource.Proof("eyJhbGciOiJFUzI1NiJ9.x.y").toString()).doesNotContain("eyJ");
    }

    private void sweep() {
        spent.sweep().await().atMost(Duration.ofSeconds(10));
    }

    private Object kept() {
        return accounts.queryOne("select count(*) from device_assertion where device_id = ?", phone.device());
    }

    private Map<String, Object> claims() {
        return PhoneKey.claims(phone.device(), clock.instant());
    }

    private Map<String, Object> shifted(long seconds) {
        return new HashMap<>(PhoneKey.claims(phone.device(), clock.instant().plusSeconds(seconds)));
    }

    private static ValidatableResponse open(String assertion) {
        return given().contentType("application/json").body(Map.of("assertion", assertion))
                .post("/api/v1/device-sessions").then();
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json").body(body).post("/api/v1/device-sessions").then();
    }
}
