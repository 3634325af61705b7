package org.rollcall.backend;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.DatabaseResource;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class OperationsTest {

    @Test
    void readinessAsksTheDatabase() {
        given().baseUri(management()).when().get("/q/health/ready").then().statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItem("Reactive PostgreSQL connections health check"));
    }

    @Test
    void livenessDoesNot() {
        given().baseUri(management()).when().get("/q/health/live").then().statusCode(200)
                .body("checks.name.findAll { it.contains('PostgreSQL') }.size()", equalTo(0));
    }

    @Test
    void metricsAreOnTheManagementPort() {
        given().baseUri(management()).when().get("/q/metrics").then().statusCode(200)
                .body(containsString("jvm_memory_used_bytes"));
    }

    @Test
    void managementIsNotOnThePublicPort() {
        given().when().get("/q/health").then().statusCode(404);
        given().when().get("/q/metrics").then().statusCode(404);
    }

    private static String management() {
        var port = org.eclipse.microprofile.config.ConfigProvider.getConfig()
                .getValue("quarkus.management.test-port", int.class);
        return "http://127.0.0.1:" + port;
    }
}
