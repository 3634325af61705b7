package org.rollcall.backend.contract;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.rollcall.backend.testing.Contract.given;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.ResponseBuilder;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.DatabaseResource;

/** The tests' own validator does complain. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ContractFilterTest {

    private static final Map<String, String> CREDENTIALS = Map.of("login", "somebody", "password", "wrong all over");

    @Test
    void whatTheContractSaysPasses() {
        given().contentType("application/json").body(CREDENTIALS).post("/api/v1/sessions").then().statusCode(401);
    }

    @Test
    void anAnswerWithoutWhatIsRequiredFails() {
        refuses(answer(401, "{\"title\": \"Sign in first\"}"));
    }

    @Test
    void anAnswerWithSomethingMoreFails() {
        refuses(answer(201, "{\"accessToken\": \"x\", \"expiresAt\": \"2026-11-24T01:30:00Z\", \"more\": 1}"));
    }

    @Test
    void aStatusThatTheContractDoesNotNameFails() {
        refuses(answer(402, "{}"));
    }

    @Test
    void aPathThatTheContractDoesNotNameFails() {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> given().get("/api/v1/test/nothing"));
    }

    @Test
    void aRequestThatIsTakenThoughItMayNotBeSentFails() {
        var taken = answer(201, "{\"accessToken\": \"x\", \"expiresAt\": \"2026-11-24T01:30:00Z\"}");

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> given().filter((q, s, c) -> taken)
                .contentType("application/json").body(Map.of("login", "somebody")).post("/api/v1/sessions"));
    }

    private static void refuses(Response answer) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> given().filter((q, s, c) -> answer)
                .contentType("application/json").body(CREDENTIALS).post("/api/v1/sessions"));
    }

    private static Response answer(int status, String body) {
        return new ResponseBuilder().setStatusCode(status).setBody(body)
                .setContentType(status < 400 ? "application/json" : "application/problem+json").build();
    }
}
