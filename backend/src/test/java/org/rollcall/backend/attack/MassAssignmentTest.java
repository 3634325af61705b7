package org.rollcall.backend.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rollcall.backend.testing.Contract.givenAnyRequest;

import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.supervisee.SuperviseeRequest;
import org.rollcall.backend.testing.DatabaseResource;

/** To say what is not the asker's to say, in each body that the contract has. */
@QuarkusTest
@QuarkusTestResource(DatabaseResource.class)
@ExtendWith(Counted.class)
class MassAssignmentTest {

    private static final List<String> OWNED_BY_THE_SERVER = List.of("id", "createdAt", "roles", "state", "disabled",
            "__proto__", "passwordHash");

    @Inject
    Attackers attackers;
    @Inject
    ObjectMapper json;

    static Stream<Arguments> eachBodyWithEachProperty() {
        // GeoJSON may have members of its own (RFC 7946, 6.1), and they are read by nobody.
        return Operations.withAJsonBody().filter(op -> !op.id().equals("importAreas"))
                .flatMap(op -> OWNED_BY_THE_SERVER.stream()
                        .filter(property -> op.body().getProperties() != null
                                && !op.body().getProperties().containsKey(property))
                        .map(property -> Arguments.of(op, property)));
    }

    @ParameterizedTest
    @MethodSource("eachBodyWithEachProperty")
    void whatTheOperationDoesNotAskForIsRefusedByName(Operations.Op op, String property) {
        var body = new JsonObject(op.example()).put(property, "x");
        var request = givenAnyRequest().contentType("application/json").body(body.encode());
        var token = attackers.tokenFor(op);
        if (token != null) {
            request.auth().oauth2(token);
        }

        var answer = request.request(op.method(), op.anyPath());

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("violations.field", String.class)).as(answer.asString())
                .contains(property);
    }

    @Test
    void itIsTheReaderThatRefuses() throws Exception {
        var body = new JsonObject(Operations.withAJsonBody().filter(op -> op.id().equals("registerSupervisee"))
                .findFirst().orElseThrow().example()).put("createdAt", "2000-01-01T00:00:00Z").encode();

        assertThatThrownBy(() -> json.readValue(body, SuperviseeRequest.class))
                .isInstanceOf(UnrecognizedPropertyException.class);

        var careless = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        assertThat(careless.readValue(body, SuperviseeRequest.class).caseNumber()).isNotBlank();
    }
}
