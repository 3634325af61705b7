package org.rollcall.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.rollcall.backend.testing.Contract.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.openapi.ContractDocument;

@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class ContractResourceTest {

    @Test
    void anybodyIsToldTheContractToTheByte() {
        var body = given().get("/api/v1/openapi.yaml").then().statusCode(200).contentType("application/yaml").extract()
                .asByteArray();

        assertThat(body).isEqualTo(ContractDocument.yaml());
    }

    @Test
    void swaggerUiShowsTheContractOnTheManagementPort() {
        var management = "http://127.0.0.1:"
                + ConfigProvider.getConfig().getValue("quarkus.management.test-port", int.class);

        RestAssured.given().baseUri(management).get("/q/swagger-ui/").then().statusCode(200)
                .body(containsString("/q/openapi"));
        RestAssured.given().baseUri(management).get("/q/openapi").then().statusCode(200)
                .body(containsString("operationId: openSession")).body(containsString("operationId: reportFixes"));
    }

    @Test
    void swaggerUiIsNotOnThePublicPort() {
        RestAssured.given().get("/q/swagger-ui/").then().statusCode(404);
        RestAssured.given().get("/q/openapi").then().statusCode(404);
    }
}
