package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.givenWithoutProof;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.ws.rs.Path;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.Proofs;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ProofOfKeyTest {

    private static final String PATH = "/api/v1/me/device-status";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    SpentProofs spent;
    @Inject
    ProofNonces nonces;
    @Inject
    TestClock clock;

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
    void onlyTheseOperationsOfPhonesDoWithoutAProof() {
        var without = new TreeSet<String>();
        new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.rollcall.backend").stream().filter(type -> type.isAnnotatedWith(Path.class))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(BearerSuffices.class))
                .forEach(method -> without.add(method.getName()));

        assertThat(without).as("what a copied token may do: think of it, and say so in docs/phones.md")
                .containsExactly("listInbox", "listMySlots", "me", "reportFixes");
    }

    @Test
    void withAProofThePhoneIsLetIn() {
        put(phone.key().sign(Proofs.header(phone.key()), claims())).statusCode(204);
    }

    @Test
    void aClientMadeForTheStandardIsLetInByItsScheme() {
        givenWithoutProof().header("Authorization", "DPoP " + phone.token())
                .header("DPoP", phone.key().sign(Proofs.header(phone.key()), claims())).contentType("application/json")
                .body(Map.of("locationOn", true)).put(PATH).then().statusCode(204);
    }

    @Test
    void withoutAProofItIsToldWhatToSend() {
        var answer = givenWithoutProof().auth().oauth2(phone.token()).contentType("application/json")
                .body(Map.of("locationOn", true)).put(PATH).then().statusCode(401).extract();

        assertThat(answer.header("WWW-Authenticate")).isEqualTo("DPoP error=\"invalid_dpop_proof\","
                + " error_description=\"one DPoP header with a proof is needed\", algs=\"ES256\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/me", "/api/v1/me/slots", "/api/v1/me/inbox"})
    void whatIsReadDailyNeedsNone(String path) {
        givenWithoutProof().auth().oauth2(phone.token()).get(path).then().statusCode(200);
    }

    @Test
    void staffAreNotAsked() {
        var officer = accounts.token(Role.OFFICER, people.office());

        givenWithoutProof().auth().oauth2(officer).contentType("application/json")
                .body(Map.of("kind", "FCM_TOKEN", "value", UUID.randomUUID().toString()))
                .put("/api/v1/me/registrations").then().statusCode(200);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(Arguments.of("htm", "POST", "htm or htu"), Arguments.of("htm", null, "htm or htu"),
                Arguments.of("htu", "http://elsewhere.example/api/v1/me/device-status", "htm or htu"),
                Arguments.of("htu", null, "htm or htu"), Arguments.of("htu", "nowhere", "no dpop+jwt"),
                Arguments.of("ath", "x", "ath"), Arguments.of("ath", null, "ath"),
                Arguments.of("jti", " ", "no dpop+jwt"), Arguments.of("jti", null, "no dpop+jwt"),
                Arguments.of("iat", null, "no dpop+jwt"), Arguments.of("iat", "now", "no dpop+jwt"),
                Arguments.of("iat", Long.MAX_VALUE, "no dpop+jwt"), Arguments.of("iat", 0L, "iat"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aProofWithAWrongClaimIsNone(String claim, Object value, String why) {
        var claims = claims();
        claims.put(claim, value);
        claims.values().removeIf(Objects::isNull);

        assertThat(refusal(phone.key().sign(Proofs.header(phone.key()), claims))).contains(why);
    }

    @Test
    void queryAndCaseOfTheHostAreNoPartOfTheAddress() {
        var claims = claims();
        claims.put("htu", ((String) claims.get("htu")).replace("http://", "HTTP://") + "?a=b#c");

        put(phone.key().sign(Proofs.header(phone.key()), claims)).statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(longs = {-175, -59, 0, 59})
    void aClockThatIsAMinuteOffIsBorneWith(long seconds) {
        put(signed(seconds)).statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(longs = {-185, 65})
    void aProofOfAnotherTimeIsNone(long seconds) {
        assertThat(refusal(signed(seconds))).contains("iat");
    }

    @ParameterizedTest
    @ValueSource(longs = {-8 * 3_600, -185, 65, 8 * 3_600})
    void aPhoneWhoseClockIsWrongIsLetInWithANonce(long seconds) {
        var nonce = challenged(signed(seconds));

        put(signed(seconds, nonce)).statusCode(204);
        // Until the nonce ends.
        put(signed(seconds, nonce)).statusCode(204);
    }

    @Test
    void aProofWithANonceIsTakenOnce() {
        var proof = signed(-8 * 3_600, challenged(signed(-8 * 3_600)));
        put(proof).statusCode(204);

        assertThat(refusal(proof)).contains("used before");
        clock.advance(Duration.ofMinutes(4).plusSeconds(59));
        spent.sweep().await().atMost(Duration.ofSeconds(10));
        assertThat(refusal(proof)).contains("used before");
        clock.advance(Duration.ofSeconds(1));
        spent.sweep().await().atMost(Duration.ofSeconds(10));
        assertThat(kept()).isEqualTo(0L);
        assertThat(refusal(proof)).contains("use_dpop_nonce");
    }

    @Test
    void aNonceThatEndedOrIsNotOfThisPhoneIsReplacedByOneThatCounts() {
        var other = people.phone(people.takenIn());
        var ofAnother = nonces.give(other.device());
        var old = nonces.give(phone.device());
        clock.advance(Duration.ofMinutes(5));
        var good = nonces.give(phone.device());
        var altered = (good.charAt(3) == 'A' ? "B" : "A") + good.substring(1);

        for (var nonce : List.of(ofAnother, old, altered, good + "A", "", "x", "§", "A".repeat(5_000))) {
            put(signed(0, challenged(signed(0, nonce)))).statusCode(204);
        }
    }

    @Test
    void aNonceMendsNothingButTheTime() {
        var claims = claims();
        claims.put("nonce", nonces.give(phone.device()));
        claims.put("htm", "POST");
        assertThat(refusal(phone.key().sign(Proofs.header(phone.key()), claims))).contains("htm or htu");

        claims.put("htm", "PUT");
        var stranger = PhoneKey.make();
        assertThat(refusal(stranger.sign(Proofs.header(stranger), claims))).contains("enrolled key");
        claims.put("nonce", 7);
        assertThat(refusal(phone.key().sign(Proofs.header(phone.key()), claims))).contains("invalid_dpop_proof");
    }

    @Test
    void aProofOfAnotherKeyIsNone() {
        var stranger = PhoneKey.make();
        var good = Proofs.header(phone.key());

        for (var proof : List.of(stranger.sign(Proofs.header(stranger), claims()), stranger.sign(good, claims()),
                phone.key().sign(Proofs.header(stranger), claims()),
                phone.key().sign(Map.of("alg", "ES256", "typ", "dpop+jwt"), claims()))) {
            assertThat(refusal(proof)).contains("enrolled key");
        }
    }

    @Test
    void whatIsNoProofIsNone() {
        var jwk = phone.key().jwk();
        var good = Proofs.header(phone.key());
        var unsigned = PhoneKey.part(Map.of("alg", "none", "typ", "dpop+jwt", "jwk", jwk)) + "."
                + PhoneKey.part(claims()) + ".";
        var zero = PhoneKey.part(good) + "." + PhoneKey.part(claims()) + "." + "A".repeat(86);

        for (var proof : List.of("x", "a.b.c", unsigned, zero,
                phone.key().sign(Map.of("alg", "ES256", "typ", "JWT", "jwk", jwk), claims()),
                phone.key().sign(Map.of("alg", "HS256", "typ", "dpop+jwt", "jwk", jwk), claims()))) {
            assertThat(refusal(proof)).contains("invalid_dpop_proof");
        }
    }

    @Test
    void twoProofsAreNone() {
        givenWithoutProof().auth().oauth2(phone.token()).header("DPoP", signed(0), signed(0))
                .contentType("application/json").body(Map.of("locationOn", true)).put(PATH).then().statusCode(401);
    }

    @Test
    void ofOneProofSentManyTimesAtTheSameInstantOneIsTaken() {
        var proof = signed(0);

        var answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> put(proof).extract().statusCode())).toList()
                .stream().map(CompletableFuture::join).toList();

        assertThat(answers).containsOnly(204, 401).containsOnlyOnce(204);
    }

    @Test
    void proofsAreForgottenInBatchesWhenTheyWouldNotBeTakenAnyMore() {
        var proof = signed(0);
        put(proof).statusCode(204);
        accounts.update("insert into device_assertion select ?, sha256(i::text::bytea), now() - interval '1 day'"
                + " from generate_series(1, 2500) i", phone.device());

        spent.sweep().await().atMost(Duration.ofSeconds(10));
        assertThat(kept()).isEqualTo(1L);
        assertThat(refusal(proof)).contains("used before");

        clock.advance(Duration.ofMinutes(4));
        spent.sweep().await().atMost(Duration.ofSeconds(10));
        assertThat(kept()).isEqualTo(0L);
        assertThat(refusal(proof)).contains("iat");
    }

    private Object kept() {
        return accounts.queryOne("select count(*) from device_assertion where device_id = ?", phone.device());
    }

    private String signed(long seconds) {
        var claims = claims();
        claims.put("iat", clock.instant().getEpochSecond() + seconds);
        return phone.key().sign(Proofs.header(phone.key()), claims);
    }

    private String signed(long seconds, String nonce) {
        var claims = claims();
        claims.put("iat", clock.instant().getEpochSecond() + seconds);
        claims.put("nonce", nonce);
        return phone.key().sign(Proofs.header(phone.key()), claims);
    }

    /** The nonce that a proof of a wrong time is answered with. */
    private String challenged(String proof) {
        var answer = put(proof).statusCode(401).extract();
        assertThat(answer.header("WWW-Authenticate")).startsWith("DPoP error=\"use_dpop_nonce\"");
        return answer.header("DPoP-Nonce");
    }

    private Map<String, Object> claims() {
        return Proofs.claims("PUT", PATH, phone.token(), clock.instant());
    }

    private String refusal(String proof) {
        return put(proof).statusCode(401).extract().header("WWW-Authenticate");
    }

    private ValidatableResponse put(String proof) {
        return givenWithoutProof().auth().oauth2(phone.token()).header("DPoP", proof).contentType("application/json")
                .body(Map.of("locationOn", true)).put(PATH).then();
    }
}
