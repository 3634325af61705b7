package org.rollcall.backend.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;
import static org.rollcall.backend.testing.Contract.givenWithoutProof;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.People;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.Proofs;
import org.rollcall.backend.testing.TestClock;

/** What a phone gathered before another took its place still comes in for a while, and nothing else of it. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ReplacedPhoneTest {

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    TestClock clock;

    private UUID office;
    private UUID person;
    private Instant replaced;

    @BeforeEach
    void somebody() {
        office = people.office();
        person = people.takenIn(office);
        replaced = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void itsBacklogFromBeforeIsTakenAndWhatItSaysOfTheTimeAfterForgotten() {
        var former = people.phone(person);
        replace();
        clock.set(replaced.plus(Duration.ofHours(3)));
        String token = open(former).statusCode(201).extract().path("accessToken");

        report(token, replaced.minusSeconds(3_600), replaced.plusSeconds(60)).statusCode(200)
                .body("results.disposition", equalTo(List.of("STORED", "OUTSIDE_COLLECTION")))
                .body("collection", nullValue());

        assertThat(accounts.queryOne("select count(*) from fix where supervisee_id = ? and late", person))
                .isEqualTo(1L);
        assertThat(accounts.queryOne("select last_contact_at is null or last_contact_at < ?::timestamptz from standing"
                + " where supervisee_id = ?", replaced.plusSeconds(600).toString(), person))
                .as("the phone before is not the person").isEqualTo(true);
    }

    @Test
    void itDoesNothingElse() {
        var former = people.phone(person);
        replace();
        String token = open(former).statusCode(201).extract().path("accessToken");

        for (var path : List.of("/api/v1/me", "/api/v1/me/slots", "/api/v1/me/inbox")) {
            givenWithoutProof().auth().oauth2(token).get(path).then().statusCode(401);
        }
        givenWithoutProof().auth().oauth2(token).contentType("application/json")
                .header("DPoP", Proofs.of(former.key(), "POST", "/api/v1/me/check-ins", token))
                .body(Map.of("fix", fix(replaced.minusSeconds(60)))).post("/api/v1/me/check-ins").then()
                .statusCode(401);
    }

    @Test
    void afterADayNothingOfItIsTaken() {
        var former = people.phone(person);
        replace();
        clock.set(replaced.plus(Duration.ofHours(23)).plus(Duration.ofMinutes(50)));
        String token = open(former).statusCode(201).extract().path("accessToken");
        clock.set(replaced.plus(Duration.ofHours(24)).plusSeconds(60));

        report(token, replaced.minusSeconds(60)).statusCode(401);
        open(former).statusCode(401);
        assertThat(accounts.queryOne("select count(*) from fix where supervisee_id = ?", person)).isEqualTo(0L);
    }

    @Test
    void aPhoneThatWasEndedByHandIsNotOneThatWasReplaced() {
        var former = people.phone(person);
        people.revoke(former.device());

        open(former).statusCode(401);
        report(former.token(), replaced.minusSeconds(60)).statusCode(401);
    }

    @Test
    void anAppOfOthersSendsItsBacklogToo() {
        var former = people.ownTracks(person);
        replace();
        clock.set(replaced.plus(Duration.ofHours(3)));

        ownTracks(former, replaced.minusSeconds(600)).statusCode(200).body("", equalTo(List.of()));
        ownTracks(former, replaced.plusSeconds(600)).statusCode(200).body("", equalTo(List.of()));
        assertThat(accounts.queryOne("select count(*) from fix where supervisee_id = ?", person)).isEqualTo(1L);

        clock.set(replaced.plus(Duration.ofHours(25)));
        ownTracks(former, replaced.minusSeconds(1_200)).statusCode(401);
        assertThat(accounts.queryOne("select count(*) from fix where supervisee_id = ?", person)).isEqualTo(1L);
    }

    private void replace() {
        clock.set(replaced);
        String code = givenWithoutProof().auth().oauth2(accounts.token("OFFICER", office))
                .post("/api/v1/supervisees/" + person + "/enrolment-codes").then().statusCode(201).extract()
                .path("code");
        givenWithoutProof().contentType("application/json")
                .body(Map.of("code", code, "dialect", "NATIVE", "publicKey", PhoneKey.make().jwk()))
                .post("/api/v1/enrolments").then().statusCode(201);
    }

    private ValidatableResponse open(People.Phone phone) {
        return givenWithoutProof().contentType("application/json")
                .body(Map.of("assertion", phone.key().sign(PhoneKey.claims(phone.device(), clock.instant()))))
                .post("/api/v1/device-sessions").then();
    }

    private ValidatableResponse report(String token, Instant... times) {
        return givenWithoutProof().auth().oauth2(token).contentType("application/json")
                .body(Map.of("fixes", List.of(times).stream().map(ReplacedPhoneTest::fix).toList()))
                .post("/api/v1/me/fixes").then();
    }

    private static Map<String, Object> fix(Instant at) {
        return Map.of("fixedAt", at.toString(), "lon", 116.35217, "lat", 39.94173, "accuracyMetres", 10);
    }

    private static ValidatableResponse ownTracks(People.ForeignPhone phone, Instant at) {
        return givenAnyRequest().auth().preemptive().basic(phone.device().toString(), phone.secret())
                .contentType("application/json").body("{\"_type\":\"location\",\"tid\":\"a1\",\"lat\":39.94173,"
                        + "\"lon\":116.35217,\"acc\":10,\"tst\":" + at.getEpochSecond() + "}")
                .post("/api/v1/ingest/owntracks").then();
    }
}
