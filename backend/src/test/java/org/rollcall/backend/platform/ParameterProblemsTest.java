package org.rollcall.backend.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import java.io.IOException;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ParameterProblemsTest {

    private static final String THINGS = "/api/v1/test/failures/things/";
    private static final String ID = "01932f4e-7c00-7000-8000-000000000001";

    @Test
    void anIdThatIsNoneNamesNothing() {
        get(THINGS + "not-an-id").statusCode(404).body("type", equalTo("urn:rollcall:problem:not-found"));
        get(THINGS + "not-an-id?colour=RED").statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour=BLUE", "from=yesterday", "count=many", "from=2026-02-30T00:00:00Z"})
    void aQueryParameterThatDoesNotReadIsNotValid(String query) {
        get(THINGS + ID + "?" + query).statusCode(400).body("type", equalTo("urn:rollcall:problem:invalid"));
    }

    @Test
    void thatHoldsWhereThereIsNoIdToo() {
        get("/api/v1/test/failures/any?colour=BLUE").statusCode(400);
    }

    @Test
    void aPathThatIsNoTextNamesNothing() throws IOException {
        assertThat(ask("/api/v1/%ff")).startsWith("HTTP/1.1 404 ").contains(Problem.MEDIA_TYPE);
    }

    /** Quarkus answers before anything of ours is asked: a bare status, and no body at all. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/%zz", "/%zz", "/api/v1/test/failures/any?colour=%zz"})
    void whatIsNoAddressIsRefusedWithoutAWord(String path) throws IOException {
        assertThat(ask(path)).startsWith("HTTP/1.1 400 ").contains("content-length: 0");
    }

    private static String ask(String path) throws IOException {
        return RawHttp.exchange("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", out -> {
        });
    }

    private static ValidatableResponse get(String path) {
        return given().get(path).then().contentType(Problem.MEDIA_TYPE).body(not(containsString("Exception")));
    }
}
