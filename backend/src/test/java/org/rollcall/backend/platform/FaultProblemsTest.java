package org.rollcall.backend.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.CapturedLog;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class FaultProblemsTest {

    @ParameterizedTest
    @ValueSource(strings = {"internal", "unwritable"})
    void whatNobodyExpectedTellsNothing(String fault) {
        get(fault).statusCode(500).body("type", equalTo("urn:rollcall:problem:internal"))
                .body(not(containsString("secret"))).body(not(containsString("Exception")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"internal", "unwritable"})
    void whatNobodyExpectedIsLoggedWithoutWhatItSaid(String fault) {
        try (var log = CapturedLog.open()) {
            get(fault).statusCode(500);

            assertThat(log.lines()).anyMatch(line -> line.contains("request failed") && line.contains("Exception"));
            assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
        }
    }

    @ParameterizedTest
    @CsvSource({"42601", "23514", "57014", "53300"})
    void whatTheDatabaseSaysIsNotLoggedButItsState(String state) {
        try (var log = CapturedLog.open()) {
            raise(state);

            assertThat(log.lines()).noneMatch(line -> line.contains("secret"));
            if (state.startsWith("42") || state.startsWith("23")) {
                assertThat(log.lines()).anyMatch(line -> line.contains("SQLSTATE " + state));
            }
        }
    }

    @Test
    void whoIsTooFastIsToldForHowLong() {
        get("busy").statusCode(429).header("Retry-After", "5")
                .body("type", equalTo("urn:rollcall:problem:too-many-requests"));
    }

    @ParameterizedTest
    @CsvSource({"57014", "55P03", "40001", "40P01", "53300", "08006"})
    void aDatabaseThatHasNoTimeIsNotAble(String state) {
        raise(state).statusCode(503).header("Retry-After", "5")
                .body("type", equalTo("urn:rollcall:problem:unavailable")).body(not(containsString("secret")));
    }

    @ParameterizedTest
    @CsvSource({"42601", "23505", "42501", "23514"})
    void aFaultOfOursIsNoMatterOfTime(String state) {
        raise(state).statusCode(500).body(not(containsString("secret")));
    }

    @Test
    void aConnectionThatIsCutIsNoFaultOfOurs() {
        run("select pg_terminate_backend(pg_backend_pid())").statusCode(503).header("Retry-After", "5");
    }

    private static ValidatableResponse raise(String state) {
        return run("do $$ begin raise exception 'secret' using errcode = '" + state + "'; end $$");
    }

    private static ValidatableResponse run(String statement) {
        return given().queryParam("statement", statement).get("/api/v1/test/failures/sql").then()
                .contentType(Problem.MEDIA_TYPE);
    }

    private static ValidatableResponse get(String fault) {
        return given().get("/api/v1/test/failures/" + fault).then().contentType(Problem.MEDIA_TYPE);
    }
}
