package org.rollcall.backend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.rollcall.backend.testing.Contract.givenWithoutProof;

import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.Proofs;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class DeviceKeyRotationTest {

    private static final String PATH = "/api/v1/me/device-key";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    ProofNonces nonces;
    @Inject
    TestClock clock;

    private final PhoneKey fresh = PhoneKey.make();
    private People.Phone phone;

    @BeforeEach
    void aPhone() {
        phone = people.phone(people.takenIn());
    }

    @Test
    void theNewKeyIsThePhoneAndTheOldOneIsNothing() {
        assertThat(put(phone.key(), fresh, assertion(fresh))).isEqualTo(204);

        assertThat(open(phone.key())).isEqualTo(401);
        assertThat(open(fresh)).isEqualTo(201);
        assertThat(put(phone.key(), PhoneKey.make(), assertion(fresh))).isEqualTo(401);
        assertThat(accounts.queryOne("select detail ->> 'deviceId' from audit_entry where object_id = ? and actor = ?"
                + " and action = 'DEVICE_KEY_ROTATED'", phone.person(), phone.person()))
                .isEqualTo(phone.device().toString());
    }

    @Test
    void aCopiedTokenTakesNoPhoneOver() {
        var stranger = PhoneKey.make();

        assertThat(put(null, stranger, assertion(stranger))).isEqualTo(401);
        assertThat(put(stranger, stranger, assertion(stranger))).isEqualTo(401);
        assertThat(open(stranger)).isEqualTo(401);
        assertThat(open(phone.key())).isEqualTo(201);
    }

    @Test
    void withProofsSwitchedOffNoKeyIsReplaced() {
        var rotation = new DeviceKeyRotation(null, null, null, new ProofConfig() {
            @Override
            public boolean required() {
                return false;
            }

            @Override
            public Duration holdsFor() {
                return Duration.ofMinutes(2);
            }

            @Override
            public Duration nonceHoldsFor() {
                return Duration.ofMinutes(5);
            }
        }, null, clock);

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> rotation.rotate(null, "x"))
                .matches(problem -> problem.type() == ProblemType.CONFLICT);
    }

    @Test
    void aKeyThatDoesNotProveItselfIsRefused() {
        var other = people.phone(people.takenIn());

        assertThat(put(phone.key(), fresh, assertion(phone.key()))).isEqualTo(400);
        assertThat(put(phone.key(), fresh, fresh.sign(PhoneKey.claims(other.device(), clock.instant()))))
                .isEqualTo(400);
        assertThat(put(phone.key(), fresh, "no assertion of anybody")).isEqualTo(400);
        assertThat(put(phone.key(), phone.key(), assertion(phone.key()))).isEqualTo(409);
        assertThat(open(phone.key())).isEqualTo(201);
    }

    @Test
    void aRevokedPhoneReplacesNothing() {
        people.revoke(phone.device());

        assertThat(put(phone.key(), fresh, assertion(fresh))).isEqualTo(401);
    }

    @Test
    void nobodyElseHasAKeyToReplace() {
        var body = Map.of("publicKey", fresh.jwk(), "assertion", assertion(fresh));

        givenWithoutProof().contentType("application/json").body(body).put(PATH).then().statusCode(401);
        givenWithoutProof().auth().oauth2(accounts.token(Role.OFFICER, people.office())).contentType("application/json")
                .body(body).put(PATH).then().statusCode(403);
    }

    @Test
    void aPhoneWhoseClockIsWrongReplacesItsKeyWithANonce() {
        var wrong = clock.instant().minus(Duration.ofHours(8));
        var assertion = PhoneKey.claims(phone.device(), wrong);
        var proof = Proofs.claims("PUT", PATH, phone.token(), wrong);
        proof.put("nonce", nonces.give(phone.device()));

        String nonce = put(proof, assertion).statusCode(401).extract().header("DPoP-Nonce");
        proof.put("jti", "another");
        proof.put("nonce", nonce);
        assertion.put("nonce", nonce);

        put(proof, assertion).statusCode(204);
    }

    private ValidatableResponse put(Map<String, Object> proof, Map<String, Object> assertion) {
        return givenWithoutProof().auth().oauth2(phone.token()).contentType("application/json")
                .header("DPoP", phone.key().sign(Proofs.header(phone.key()), proof))
                .body(Map.of("publicKey", fresh.jwk(), "assertion", fresh.sign(assertion))).put(PATH).then();
    }

    private String assertion(PhoneKey key) {
        return key.sign(PhoneKey.claims(phone.device(), clock.instant()));
    }

    private int put(PhoneKey prover, PhoneKey key, String assertion) {
        var request = givenWithoutProof().auth().oauth2(phone.token()).contentType("application/json")
                .body(Map.of("publicKey", key.jwk(), "assertion", assertion));
        if (prover != null) {
            request.header("DPoP", Proofs.of(prover, "PUT", PATH, phone.token()));
        }
        return request.put(PATH).statusCode();
    }

    private int open(PhoneKey key) {
        return givenWithoutProof().contentType("application/json").body(Map.of("assertion", assertion(key)))
                .post("/api/v1/device-sessions").statusCode();
    }
}
