package org.rollcall.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.junit.jupiter.api.Test;
import org.rollcall.openapi.ContractDocument;

/**
 * Whatever answers with where somebody was is asked with a purpose. The contract tells which operations answer with
 * coordinates: one that is new must be put on one of the lists here.
 */
class EveryLookAtAPlaceHasAPurposeTest {

    private static final Set<String> PLACES = Set.of("coordinates", "geometry", "lon", "lat");

    /** Where somebody was: by the purpose that the operation takes, or stands for. */
    private static final Map<String, String> LOOKS = Map.of("getTrajectory", "purpose");
    /** Where areas lie, as they were drawn, not where anybody was. */
    private static final Set<String> AREAS = Set.of("getArea", "importAreas");

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
        answering.keySet().removeAll(AREAS);

        assertThat(answering.keySet()).isEqualTo(LOOKS.keySet());
        LOOKS.forEach((id, purpose) -> assertThat(contract.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .filter(operation -> operation.getOperationId().equals(id))
                .flatMap(operation -> operation.getParameters().stream())
                .filter(parameter -> purpose.equals(parameter.getName()))).singleElement()
                .satisfies(parameter -> assertThat(parameter.getRequired()).isTrue()));
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
