package org.rollcall.backend.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.TestClock;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class IdempotencyTest {

    private static final String THINGS = "/api/v1/test/things";
    private static final String ENTITIES = THINGS + "/entities";

    @Inject
    Accounts accounts;
    @Inject
    TestClock clock;
    @Inject
    ThingResource.Made made;
    @Inject
    IdempotencySweep sweep;

    private final String key = UUID.randomUUID().toString();
    private String login;
    private String token;

    @BeforeEach
    void signIn() {
        login = accounts.staff("OFFICER", accounts.province());
        token = Accounts.signIn(login);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {THINGS, ENTITIES})
    void aRepetitionGetsTheFirstAnswerAndMakesNothing(String path) {
        var first = post(path, key, "lamp").statusCode(201).extract().asString();
        int before = made.count.get();

        var second = post(path, key, "lamp").statusCode(201).extract().asString();

        assertThat(second).isEqualTo(first);
        assertThat(made.count).hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {THINGS, ENTITIES})
    void anotherBodyUnderTheSameKeyIsRefused(String path) {
        post(path, key, "lamp").statusCode(201);

        post(path, key, "chair").statusCode(422).contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("urn:rollcall:problem:idempotency-key-reused"));
    }

    @Test
    void anotherPathUnderTheSameKeyIsRefused() {
        post(THINGS, key, "lamp").statusCode(201);

        post(ENTITIES, key, "lamp").statusCode(422);
    }

    @Test
    void withoutAKeyEachRequestMakesSomething() {
        int before = made.count.get();

        post(THINGS, null, "lamp").statusCode(201);
        post(THINGS, null, "lamp").statusCode(201);

        assertThat(made.count).hasValue(before + 2);
    }

    @Test
    void whatWasRefusedIsNotRemembered() {
        given().auth().oauth2(token).contentType("application/json").header(Idempotency.HEADER, key)
                .body(Map.of("name", "lamp", "refuse", true)).post(THINGS).then().statusCode(409);

        post(THINGS, key, "lamp").statusCode(201);
    }

    @Test
    void theKeysOfTwoAccountsDoNotMeet() {
        post(THINGS, key, "lamp").statusCode(201);
        token = accounts.token("OFFICER", accounts.province());

        post(THINGS, key, "chair").statusCode(201).body("name", equalTo("chair"));
    }

    @Test
    void manyAtOnceMakeOne() {
        int before = made.count.get();

        var answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture
                        .supplyAsync(() -> post(THINGS, key, "lamp").statusCode(201).extract().asString()))
                .toList().stream().map(CompletableFuture::join).distinct().toList();

        assertThat(answers).hasSize(1);
        assertThat(made.count).hasValue(before + 1);
    }

    @Test
    void aKeyIsForgottenAfterADay() {
        post(THINGS, key, "lamp").statusCode(201);
        clock.advance(Idempotency.KEPT.plusSeconds(1));
        token = Accounts.signIn(login);

        post(THINGS, key, "chair").statusCode(201).body("name", equalTo("chair"));
    }

    @Test
    void theSweepForgetsWhatHasExpiredAndNothingElse() {
        post(THINGS, key, "lamp").statusCode(201);
        sweep.forget().await().atMost(Duration.ofSeconds(5));
        assertThat(rows()).isEqualTo(1L);
        clock.advance(Idempotency.KEPT.plusSeconds(1));
        accounts.update("insert into idempotency_key (account_id, key_hash, request_hash, expires_at) select ?,"
                + " encode(sha256(n::text::bytea), 'hex'), repeat('0', 64), now() from generate_series(1, ?) n",
                UUID.fromString(login), 2 * IdempotencySweep.AT_ONCE + 3);

        sweep.forget().await().atMost(Duration.ofSeconds(20));

        assertThat(rows()).isEqualTo(0L);
    }

    @Test
    void theDatabaseAloneTellsNothingOfTheAnswer() {
        post(THINGS, key, "a name that nobody else has").statusCode(201);

        var row = (String) accounts.queryOne("select k::text from idempotency_key k where account_id = ?",
                UUID.fromString(login));

        assertThat(row).doesNotContain("nobody else").doesNotContain(key);
    }

    @Test
    void aKeyOfAnotherShapeIsRefused() {
        post(THINGS, "short", "lamp").statusCode(400).body("type", equalTo("urn:rollcall:problem:invalid"));
    }

    private Object rows() {
        return accounts.queryOne("select count(*) from idempotency_key where account_id = ?", UUID.fromString(login));
    }

    private ValidatableResponse post(String path, String idempotencyKey, String name) {
        var request = given().auth().oauth2(token).contentType("application/json").body(Map.of("name", name));
        if (idempotencyKey != null) {
            request.header(Idempotency.HEADER, idempotencyKey);
        }
        return request.post(path).then();
    }
}
