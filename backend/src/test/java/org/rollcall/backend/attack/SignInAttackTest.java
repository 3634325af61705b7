package org.rollcall.backend.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.givenWithoutProof;

import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RestAssuredConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.rollcall.backend.access.CheckInPinConfig;
import org.rollcall.backend.access.DefencesOfSignIn;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Origin;
import org.rollcall.backend.testing.People;

/** Names found out, passwords and PINs guessed, tokens used twice, posts that are gone. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
@ExtendWith(Counted.class)
class SignInAttackTest {

    private static final String ME = "/api/v1/me";

    @Inject
    Accounts accounts;
    @Inject
    People people;
    @Inject
    DefencesOfSignIn defences;
    @Inject
    CheckInPinConfig pins;

    private final RestAssuredConfig origin = Origin.fresh();
    private UUID office;
    private String login;

    @BeforeEach
    void somebody() {
        office = people.office();
        login = accounts.staff("OFFICER", office);
    }

    @Test
    void aNameThatThereIsCostsAsManyHashesAsOneThatThereIsNot() {
        var hashes = defences.countHashes();

        assertThat(signIn(login, "wrong password")).isEqualTo(401);
        assertThat(hashes.getAndSet(0)).isEqualTo(1);
        assertThat(signIn(UUID.randomUUID().toString(), "wrong password")).isEqualTo(401);
        assertThat(hashes.getAndSet(0)).isEqualTo(1);
        accounts.update("update account set disabled_at = now() where id = ?", UUID.fromString(login));
        assertThat(signIn(login, Accounts.PASSWORD)).isEqualTo(401);
        assertThat(hashes.getAndSet(0)).isEqualTo(1);

        hashes = defences.hashForKnownNamesAlone();
        assertThat(signIn(UUID.randomUUID().toString(), "wrong password")).isEqualTo(401);
        assertThat(hashes.get()).as("told apart by the clock").isZero();
    }

    @Test
    void aCaseNumberThatThereIsCostsAsManyHashesAsOneThatThereIsNot() {
        var person = people.takenIn(office);
        var pin = pin(person);
        var hashes = defences.countHashes();

        assertThat(checkIn(person.toString(), pin.equals("00000000") ? "00000001" : "00000000")).isEqualTo(401);
        assertThat(hashes.getAndSet(0)).isEqualTo(1);
        assertThat(checkIn(UUID.randomUUID().toString(), pin)).isEqualTo(401);
        assertThat(hashes.getAndSet(0)).isEqualTo(1);
        assertThat(checkIn(people.takenIn(office).toString(), pin)).as("who has no PIN").isEqualTo(401);
        assertThat(hashes.getAndSet(0)).isEqualTo(1);

        hashes = defences.hashForKnownNamesAlone();
        assertThat(checkIn(UUID.randomUUID().toString(), pin)).isEqualTo(401);
        assertThat(hashes.get()).as("told apart by the clock").isZero();
    }

    @Test
    void whoGuessesPasswordsIsShutOut() {
        for (int i = 0; i < defences.wrongOfOneName(); i++) {
            assertThat(signIn(login, "wrong password")).isEqualTo(401);
        }
        assertThat(signIn(login, Accounts.PASSWORD)).isEqualTo(429);

        defences.countNothingWrong();
        assertThat(signIn(login, Accounts.PASSWORD)).isEqualTo(201);
    }

    @Test
    void whoGuessesPinsIsShutOut() {
        var person = people.takenIn(office).toString();
        for (int i = 0; i < pins.wrongOfOnePerson(); i++) {
            assertThat(checkIn(person, "00000000")).isEqualTo(401);
        }
        assertThat(checkIn(person, "00000000")).isEqualTo(429);

        defences.countNoPins(pins);
        assertThat(checkIn(person, "00000000")).isEqualTo(401);
    }

    @Test
    void aRefreshTokenThatWasUsedEndsWhatItWasCopiedFor() {
        String stolen = open().path("refreshToken");
        String next = renew(stolen).path("refreshToken");
        assertThat(renew(stolen).statusCode()).isEqualTo(401);
        assertThat(renew(next).statusCode()).isEqualTo(401);

        var again = open();
        String taken = again.path("refreshToken");
        assertThat(renew(taken).statusCode()).isEqualTo(200);
        UUID session = UUID.fromString(again.path("sessionId"));
        accounts.update("delete from staff_refresh_token where session_id = ? and used_at is null", session);
        accounts.update("update staff_refresh_token set used_at = null where session_id = ?", session);
        assertThat(renew(taken).statusCode()).as("where nobody remembers its use").isEqualTo(200);
    }

    @Test
    void aPostThatEndsInMidSessionOpensNothingAnyMore() {
        var person = "/api/v1/supervisees/" + people.takenIn(office);
        String token = open().path("accessToken");
        assertThat(get(token, person)).isEqualTo(200);

        accounts.update("update post set valid = tstzrange(lower(valid), now()) where account_id = ?",
                UUID.fromString(login));
        assertThat(get(token, person)).isEqualTo(403);

        accounts.update("update post set valid = tstzrange(lower(valid), null) where account_id = ?",
                UUID.fromString(login));
        assertThat(get(token, person)).as("where the post holds, the same token does").isEqualTo(200);
    }

    @Test
    void anAccountThatIsDisabledInMidSessionIsOut() {
        String token = open().path("accessToken");
        assertThat(get(token, ME)).isEqualTo(200);

        accounts.update("update account set disabled_at = now() where id = ?", UUID.fromString(login));
        assertThat(get(token, ME)).isEqualTo(401);

        accounts.update("update account set disabled_at = null where id = ?", UUID.fromString(login));
        assertThat(get(token, ME)).isEqualTo(200);
    }

    private io.restassured.response.Response open() {
        return givenWithoutProof().config(origin).contentType("application/json")
                .body(Map.of("login", login, "password", Accounts.PASSWORD)).post("/api/v1/sessions");
    }

    private int signIn(String name, String password) {
        return givenWithoutProof().config(origin).contentType("application/json")
                .body(Map.of("login", name, "password", password)).post("/api/v1/sessions").statusCode();
    }

    private io.restassured.response.Response renew(String token) {
        return givenWithoutProof().config(origin).contentType("application/json").body(Map.of("refreshToken", token))
                .post("/api/v1/sessions/renewal");
    }

    private String pin(UUID person) {
        return givenWithoutProof().auth().oauth2(accounts.token("OFFICER", office))
                .post("/api/v1/supervisees/" + person + "/check-in-pins").then().statusCode(201).extract().path("pin");
    }

    private int checkIn(String caseNumber, String pin) {
        return givenWithoutProof().config(origin).contentType("application/json")
                .body(Map.of("caseNumber", caseNumber, "pin", pin)).post("/api/v1/provisional-check-ins").statusCode();
    }

    private static int get(String token, String path) {
        return givenWithoutProof().auth().oauth2(token).get(path).statusCode();
    }
}
