package org.rollcall.backend.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.givenWithoutProof;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RestAssuredConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rollcall.backend.access.DefencesOfPhones;
import org.rollcall.backend.access.DeviceTokens;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Origin;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.Proofs;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
@ExtendWith(Counted.class)
class PhoneAttackTest {

    private static final String PATH = "/api/v1/me/device-status";
    // Long enough for all that stand in the queue to look.
    private static final String LOOKS_AND_THEN_USES = "create or replace function redeem_device_code(hash bytea, at"
            + " timestamptz) returns table (code_id uuid, person uuid, serial_number text) language plpgsql volatile"
            + " security definer set search_path = public, pg_temp as $$ begin"
            + " for code_id, person in select c.id, c.supervisee_id from enrolment_code c where c.code_hash = hash"
            + " and c.used_at is null and c.expires_at > at loop perform pg_sleep(1);"
            + " update enrolment_code c set used_at = at where c.id = code_id; return next; end loop; end $$";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    DefencesOfPhones defences;
    @Inject
    DeviceTokens accessTokens;
    @Inject
    TestClock clock;

    private People.Phone victim;
    private People.Phone thief;

    @BeforeEach
    void twoPeople() {
        victim = people.phone(people.takenIn());
        thief = people.phone(people.takenIn());
    }

    @Test
    void aCopiedTokenAloneDoesNothingSensitive() {
        assertThat(put(victim.token(), null)).isEqualTo(401);

        defences.askForNoProof();
        assertThat(put(victim.token(), null)).isEqualTo(204);
    }

    @Test
    void aProofThatWasSentIsNotTakenAgain() {
        var proof = Proofs.of(victim.key(), "PUT", PATH, victim.token());
        assertThat(put(victim.token(), proof)).isEqualTo(204);
        assertThat(put(victim.token(), proof)).isEqualTo(401);

        defences.forgetSpentProofs();
        assertThat(put(victim.token(), proof)).isEqualTo(204);
    }

    @Test
    void aProofThatWasSentIsNotTakenAgainForItsNonce() {
        var proof = withNonce(victim, nonceFor(victim));
        assertThat(put(victim.token(), proof)).isEqualTo(204);
        assertThat(put(victim.token(), proof)).isEqualTo(401);

        defences.forgetSpentProofs();
        assertThat(put(victim.token(), proof)).isEqualTo(204);
    }

    @Test
    void aProofMadeInAdvanceWaitsForNoNonce() {
        // Whoever had the phone for a minute signed for the days to come, with a nonce of their own phone.
        var madeInAdvance = withNonce(victim, nonceFor(thief));
        assertThat(put(victim.token(), madeInAdvance)).isEqualTo(401);

        defences.takeAnyNonce();
        assertThat(put(victim.token(), madeInAdvance)).isEqualTo(204);
    }

    @Test
    void theTokenOfOnePhoneIsNoUseWithTheKeyOfAnother() {
        assertThat(put(victim.token(), Proofs.of(thief.key(), "PUT", PATH, victim.token()))).isEqualTo(401);

        defences.takeKeyOfAnyPhone(thief.key());
        assertThat(put(victim.token(), Proofs.of(thief.key(), "PUT", PATH, victim.token()))).isEqualTo(204);
    }

    @Test
    void aProofForOneTokenIsNoUseWithAnother() {
        var other = accessTokens.of(victim.person(), victim.device());
        assertThat(put(victim.token(), Proofs.of(victim.key(), "PUT", PATH, other))).isEqualTo(401);

        defences.takeProofsMadeFor(other);
        assertThat(put(victim.token(), Proofs.of(victim.key(), "PUT", PATH, other))).isEqualTo(204);
    }

    @Test
    void theIdOfAnotherDeviceOpensNoSession() {
        assertThat(open(victim.device(), thief.key())).isEqualTo(401);

        defences.takeKeyOfAnyPhone(thief.key());
        assertThat(open(victim.device(), thief.key())).isEqualTo(201);
    }

    @Test
    void whoGuessesCodesIsShutOut() {
        var origin = Origin.fresh();
        IntStream.range(0, defences.guesses()).forEach(i -> assertThat(guess(origin)).isEqualTo(404));
        assertThat(guess(origin)).isEqualTo(429);

        defences.countNoGuesses();
        IntStream.range(0, defences.guesses() + 5).forEach(i -> assertThat(guess(origin)).isEqualTo(404));
    }

    @Test
    void ofManyWhoPhotographedOneCodeOneIsEnrolled() {
        var office = people.office();
        var officer = accounts.token("OFFICER", office);
        var answers = enrolAllAtOnce(codeOf(office, officer));

        assertThat(answers).containsOnly(201, 404).containsOnlyOnce(201);

        WeakDatabase.with(accounts, "redeem_device_code(bytea, timestamptz)", LOOKS_AND_THEN_USES,
                () -> assertThat(enrolAllAtOnce(codeOf(office, officer)).stream().filter(answer -> answer == 201)
                        .count())
                        .as("where each looks before any uses it").isGreaterThan(1));
    }

    private String codeOf(UUID office, String officer) {
        return givenWithoutProof().auth().oauth2(officer)
                .post("/api/v1/supervisees/" + people.takenIn(office) + "/enrolment-codes").then().statusCode(201)
                .extract().path("code");
    }

    private static List<Integer> enrolAllAtOnce(String code) {
        var eight = Executors.newFixedThreadPool(8);
        try {
            return IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> enrol(Origin.fresh(), code), eight)).toList()
                    .stream().map(CompletableFuture::join).toList();
        } finally {
            eight.shutdown();
        }
    }

    /** A proof by a clock that is days ahead. */
    private String withNonce(People.Phone phone, String nonce) {
        var claims = Proofs.claims("PUT", PATH, phone.token(), clock.instant().plus(Duration.ofDays(9)));
        if (nonce != null) {
            claims.put("nonce", nonce);
        }
        return phone.key().sign(Proofs.header(phone.key()), claims);
    }

    private String nonceFor(People.Phone phone) {
        return givenWithoutProof().auth().oauth2(phone.token()).header("DPoP", withNonce(phone, null))
                .contentType("application/json").body(Map.of("locationOn", true)).put(PATH).then().statusCode(401)
                .extract().header("DPoP-Nonce");
    }

    private static int put(String token, String proof) {
        var request = givenWithoutProof().auth().oauth2(token).contentType("application/json")
                .body(Map.of("locationOn", true));
        if (proof != null) {
            request.header("DPoP", proof);
        }
        return request.put(PATH).statusCode();
    }

    private int open(UUID device, PhoneKey key) {
        return givenWithoutProof().contentType("application/json")
                .body(Map.of("assertion", key.sign(PhoneKey.claims(device, clock.instant()))))
                .post("/api/v1/device-sessions").statusCode();
    }

    private static int guess(RestAssuredConfig origin) {
        return enrol(origin, DefencesOfPhones.guess());
    }

    private static int enrol(RestAssuredConfig origin, String code) {
        return givenWithoutProof().config(origin).contentType("application/json")
                .body(Map.of("code", code, "dialect", "NATIVE", "publicKey", PhoneKey.make().jwk()))
                .post("/api/v1/enrolments").statusCode();
    }
}
