package org.rollcall.backend.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.givenWithoutProof;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.access.DefencesOfTokens;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.Proofs;
import org.rollcall.backend.testing.TestClock;

/** Access tokens that nobody gave. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
@ExtendWith(Counted.class)
class ForgedTokenTest {

    private static final String ME = "/api/v1/me";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @Inject
    People people;
    @Inject
    Accounts accounts;
    @Inject
    DefencesOfTokens defences;
    @Inject
    TestClock clock;

    private People.Phone victim;
    private Map<String, Object> claims;

    @BeforeEach
    void aPhone() {
        victim = people.phone(people.takenIn());
        claims = DefencesOfTokens.claims(victim.person(), victim.device(), clock.instant());
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void signedByTheServerTheSameClaimsAreTaken() {
        assertThat(me(defences.signedByTheServer(claims))).isEqualTo(200);
    }

    @Test
    void withoutASignatureNothingIs() {
        for (var algorithm : new String[]{"none", "None", "NONE", "nOnE"}) {
            var header = PhoneKey.part(Map.of("alg", algorithm, "kid", defences.keyId().toString()));
            assertThat(me(header + "." + PhoneKey.part(claims) + ".")).as(algorithm).isEqualTo(401);
            assertThat(me(header + "." + PhoneKey.part(claims) + ".x")).as(algorithm).isEqualTo(401);
        }
        var good = defences.signedByTheServer(claims);
        assertThat(me(good.substring(0, good.lastIndexOf('.') + 1))).isEqualTo(401);
        assertThat(me(good.substring(0, good.lastIndexOf('.')))).isEqualTo(401);
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws Exception {
        var header = PhoneKey.part(Map.of("alg", "HS256", "kid", defences.keyId().toString()));
        var content = header + "." + PhoneKey.part(claims);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(defences.publicKey(), "HmacSHA256"));

        assertThat(me(content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)))))
                .isEqualTo(401);
    }

    @Test
    void anotherKeyUnderTheNameOfTheServersIsNone() {
        var own = PhoneKey.make();
        var token = own.sign(Map.of("alg", "ES256", "kid", defences.keyId().toString()), claims);
        assertThat(me(token)).isEqualTo(401);

        defences.trust(own);
        assertThat(me(token)).isEqualTo(200);
    }

    @Test
    void aTokenBringsNoKeyOfItsOwn() {
        var own = PhoneKey.make();
        for (var header : new Map[]{Map.of("alg", "ES256", "kid", UUID.randomUUID().toString()),
            Map.of("alg", "ES256", "kid", defences.keyId().toString(), "jwk", own.jwk()),
            Map.of("alg", "ES256", "jwk", own.jwk()),
            Map.of("alg", "ES256", "kid", "../../../dev/null"),
            Map.of("alg", "ES256", "kid", "' or 1=1 --"),
            Map.of("alg", "ES256", "jku", "http://127.0.0.1:1/keys", "kid", UUID.randomUUID().toString())}) {
            assertThat(me(own.sign(header, claims))).as(header.toString()).isEqualTo(401);
        }
    }

    static Stream<Arguments> changes() {
        Consumer<Map<String, Object>> elsewhere = claims -> claims.put("aud", "rollcall-ingest");
        Consumer<Map<String, Object>> anybody = claims -> claims.put("aud", "somebody-else");
        Consumer<Map<String, Object>> nowhere = claims -> claims.remove("aud");
        Consumer<Map<String, Object>> another = claims -> claims.put("iss", "somebody-else");
        Consumer<Map<String, Object>> ended = claims -> claims.put("exp",
                ((Number) claims.get("iat")).longValue() - 1);
        Consumer<Map<String, Object>> endless = claims -> claims.remove("exp");
        Consumer<Map<String, Object>> noId = claims -> claims.put("sub", "1 or 1=1");
        return Stream.of(Arguments.of("for another audience", elsewhere), Arguments.of("for somebody else", anybody),
                Arguments.of("for nobody", nowhere), Arguments.of("of another issuer", another),
                Arguments.of("that has ended", ended), Arguments.of("that never ends", endless),
                Arguments.of("of no id", noId));
    }

    /** By the server's own key: so that it is the claim that is refused. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aTokenIsRefused(String how, Consumer<Map<String, Object>> change) {
        change.accept(claims);

        assertThat(me(defences.signedByTheServer(claims))).as(how).isEqualTo(401);
    }

    @Test
    void aTokenEndsThoughItWasTakenAMomentAgo() {
        var token = defences.signedByTheServer(claims);
        assertThat(me(token)).isEqualTo(200);

        clock.advance(Duration.ofSeconds(601));

        assertThat(me(token)).isEqualTo(401);
    }

    @Test
    void aTokenOfARevokedOrSwappedDeviceDoesNothing() {
        var thief = people.phone(people.takenIn());
        claims.put("device", thief.device().toString());
        var swapped = defences.signedByTheServer(claims);
        var path = ME + "/device-status";

        assertThat(put(swapped, Proofs.of(victim.key(), "PUT", path, swapped))).isEqualTo(401);
        people.revoke(victim.device());
        assertThat(put(victim.token(), Proofs.of(victim.key(), "PUT", path, victim.token()))).isEqualTo(401);
    }

    @Test
    void aTokenOfAnAppOpensNothingOfThePersons() {
        var app = people.transistorsoft(people.takenIn());

        assertThat(me(app.secret())).isEqualTo(401);
        assertThat(givenWithoutProof().auth().oauth2(app.secret()).get(ME + "/slots").statusCode()).isEqualTo(401);
    }

    @Test
    void noTokenOfStaffMakesAPhone() {
        var officer = accounts.token("OFFICER", people.office());

        assertThat(put(officer, null)).isEqualTo(403);
    }

    private static int put(String token, String proof) {
        var request = givenWithoutProof().auth().oauth2(token).contentType("application/json")
                .body(Map.of("locationOn", true));
        if (proof != null) {
            request.header("DPoP", proof);
        }
        return request.put(ME + "/device-status").statusCode();
    }

    private static int me(String token) {
        return givenWithoutProof().auth().oauth2(token).get(ME).statusCode();
    }
}
