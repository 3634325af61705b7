package org.rollcall.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.access.PostRole;
import org.rollcall.backend.access.Role;
import org.rollcall.backend.testing.Accounts;
import org.rollcall.backend.testing.DatabaseResource;
import org.rollcall.backend.testing.Endpoints;
import org.rollcall.backend.testing.People;

/**
 * Every operation that is not for everybody is found and lets nobody in without a token, or with one of another role. It would not be found if a
 * class of resources whose path begins like that of another hid it: Quarkus REST looks into one class only.
 */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
class EveryOperationDeniesTest {

    static Stream<String> operationsForSomebody() {
        return Endpoints.served().entrySet().stream().filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey);
    }

    /** One token for each role, made once: the post in a county of their own, the supervisee with a phone. */
    private static final Map<String, String> TOKENS = new HashMap<>();

    @Inject
    Accounts accounts;
    @Inject
    People people;

    @BeforeEach
    void somebodyOfEachRole() {
        if (TOKENS.isEmpty()) {
            for (var role : PostRole.values()) {
                TOKENS.put(role.name(), accounts.token(role.name(), people.county()));
            }
            TOKENS.put(Role.SUPERVISEE, people.phone(people.takenIn()).token());
            TOKENS.put(Role.GUARDIAN, people.guardian(people.takenIn()));
        }
    }

    @ParameterizedTest
    @MethodSource("operationsForSomebody")
    void withoutATokenNobodyIsLetIn(String operation) {
        var answer = ask(operation, null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @MethodSource("operationsForSomebody")
    void aRoleThatIsNotNamedIsNotLetIn(String operation) {
        var letIn = Endpoints.served().get(operation);

        assertThat(TOKENS.keySet()).containsExactlyInAnyOrderElementsOf(Endpoints.EVERYBODY_KNOWN);
        TOKENS.forEach((role, token) -> {
            if (!letIn.contains(role)) {
                var answer = ask(operation, token);
                assertThat(answer.statusCode()).as(role).isEqualTo(403);
                assertThat(answer.contentType()).isEqualTo("application/problem+json");
            }
        });
    }

    private static Response ask(String operation, String token) {
        int blank = operation.indexOf(' ');
        var path = "/api/v1" + operation.substring(blank + 1).replaceAll("\\{\\w+}", UUID.randomUUID().toString());
        var request = givenAnyRequest().contentType("application/json");
        if (operation.startsWith("P")) {
            request.body("{}");
        }
        if (token != null) {
            request.auth().oauth2(token);
        }
        return request.request(operation.substring(0, blank), path);
    }
}
