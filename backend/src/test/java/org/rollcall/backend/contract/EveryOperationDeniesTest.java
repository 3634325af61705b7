package org.rollcall.backend.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Endpoints;

/**
 * Every operation that is not for everybody is found and lets nobody in without a token. It would not be found if a
 * class of resources whose path begins like that of another hid it: Quarkus REST looks into one class only.
 */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class EveryOperationDeniesTest {

    static Stream<String> operationsForSomebody() {
        return Endpoints.served().entrySet().stream().filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("operationsForSomebody")
    void withoutATokenNobodyIsLetIn(String operation) {
        int blank = operation.indexOf(' ');
        var path = "/api/v1" + operation.substring(blank + 1).replaceAll("\\{\\w+}", UUID.randomUUID().toString());
        var request = given().contentType("application/json");
        if (operation.startsWith("P")) {
            request.body("{}");
        }

        var answer = request.request(operation.substring(0, blank), path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }
}
