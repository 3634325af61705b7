package org.rollcall.backend.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class RoutingProblemsTest {

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing-here", "/api/v1", "/api/v1/", "/api/v2/me", "/", "/nothing-here",
        "/q/health", "/favicon.ico"})
    void aPathThatNobodyServesIsAProblem(String path) {
        given().get(path).then().statusCode(404).contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("urn:rollcall:problem:not-found"));
    }

    @Test
    void anotherMethodIsAProblem() {
        given().delete("/api/v1/sessions").then().statusCode(405).contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("urn:rollcall:problem:method-not-allowed"));
    }

    @Test
    void anotherRepresentationIsAProblem() {
        given().accept("image/png").contentType("application/json").body("{}").post("/api/v1/sessions").then()
                .statusCode(406).contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("urn:rollcall:problem:not-acceptable"));
    }

    @Test
    void withoutATokenItIsAProblem() {
        given().get("/api/v1/me").then().statusCode(401).contentType(Problem.MEDIA_TYPE)
                .header("WWW-Authenticate", "Bearer").body("type", equalTo("urn:rollcall:problem:unauthenticated"));
    }

    @Test
    void aStatusThatTheTableDoesNotKnowIsTheNearestThatItDoes() {
        given().get("/api/v1/test/failures/gone").then().statusCode(400).contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("urn:rollcall:problem:invalid"));
    }
}
