package org.rollcall.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.junit.jupiter.api.Test;
import org.rollcall.openapi.ContractDocument;

/**
 * Whatever answers with where somebody was or lives is asked with a purpose. The contract tells which operations answer with
 * coordinates: one that is new must be put on one of the lists here.
 */
class EveryLookAtAPlaceHasAPurposeTest {

    private static final Set<String> PLACES = Set.of("coordinates", "geometry", "lon", "lat");

    /** Where somebody was: by the purpose that the operation takes, or stands for. */
    private static final Map<String, String> LOOKS = Map.of("getTrajectory", "purpose");
    /** Where areas lie, of which some are homes: those are asked with a purpose, and boundaries need none. */
    private static final Map<String, String> HOMES = Map.of("getArea", "purpose");
    /** Where what the asker sent is broken. */
    private static final Set<String> OWN = Set.of("importAreas");

    @Test
    void whatAnswersWithCoordinatesIsAskedWithAPurpose() {
        var contract = new OpenAPIV3Parser()
                .readContents(new String(ContractDocument.yaml(), StandardCharsets.UTF_8)).getOpenAPI();
        var answering = new TreeMap<String, Set<String>>();
        contract.getPaths().values().forEach(path -> path.readOperations().forEach(operation -> {
            var names = new TreeSet<String>();
            operation.getResponses().values().forEach(response -> {
                if (response.getContent() != null) {
                    response.getContent().values().forEach(media -> collect(contract,
                            Json.mapper().valueToTree(media.getSchema()), names, new TreeSet<>()));
                }
            });
            names.retainAll(PLACES);
            if (!names.isEmpty()) {
                answering.put(operation.getOperationId(), names);
            }
        }));
        answering.keySet().removeAll(OWN);

        assertThat(answering.keySet()).containsOnly("getTrajectory", "getArea");
        LOOKS.forEach((id, purpose) -> assertThat(parameters(contract, id, purpose)).singleElement()
                .satisfies(parameter -> assertThat(parameter.getRequired()).isTrue()));
        HOMES.forEach((id, purpose) -> assertThat(parameters(contract, id, purpose)).hasSize(1));
    }

    private static Stream<Parameter> parameters(OpenAPI contract, String operation, String name) {
        return contract.getPaths().values().stream().flatMap(path -> path.readOperations().stream())
                .filter(each -> each.getOperationId().equals(operation))
                .flatMap(each -> each.getParameters().stream())
                .filter(parameter -> name.equals(parameter.getName()));
    }

    private static void collect(OpenAPI contract, JsonNode schema, Set<String> names,
            Set<String> seen) {
        if (schema.has("$ref")) {
            var name = schema.get("$ref").asText().replaceAll(".*/", "");
            names.add(name);
            if (seen.add(name)) {
                collect(contract, Json.mapper().valueToTree(contract.getComponents().getSchemas().get(name)), names,
                        seen);
            }
        }
        if (schema.has("properties")) {
            schema.get("properties").fieldNames().forEachRemaining(names::add);
        }
        schema.forEach(child -> {
            if (child.isContainerNode()) {
                collect(contract, child, names, seen);
            }
        });
    }
}
