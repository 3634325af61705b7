package org.rollcall.backend.attack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import org.rollcall.openapi.ContractDocument;

/** The operations of the contract, each as an attacker finds them: a new one is attacked from its first day. */
final class Operations {

    /** One operation. */
    record Op(String method, String path, Operation operation) {

        String id() {
            return operation.getOperationId();
        }

        List<String> roles() {
            return ((List<?>) operation.getExtensions().get("x-rollcall-roles")).stream().map(Object::toString)
                    .toList();
        }

        /** The schema of its JSON; null where it takes none. */
        Schema<?> body() {
            var body = operation.getRequestBody();
            var json = body == null ? null : body.getContent().get("application/json");
            return json == null ? null : json.getSchema();
        }

        /** The contract's own example of a body. */
        String example() {
            var media = operation.getRequestBody().getContent().get("application/json");
            return String.valueOf(media.getExample() != null || media.getExamples() == null
                    ? media.getExample()
                    : media.getExamples().values().iterator().next().getValue());
        }

        /** The path, with an id that nothing has wherever one is named. */
        String anyPath() {
            return "/api/v1" + path.replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
        }

        @Override
        public String toString() {
            return id();
        }
    }

    private static final OpenAPI CONTRACT = read();

    private Operations() {
    }

    static Stream<Op> all() {
        var all = new ArrayList<Op>();
        CONTRACT.getPaths().forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> all.add(new Op(method.name(), path, operation))));
        return all.stream();
    }

    /** Those whose bodies are ours: what apps of others send is read as far as it goes, by a whitelist. */
    static Stream<Op> withAJsonBody() {
        return all().filter(op -> op.body() != null && !op.path().startsWith("/ingest/"));
    }

    /** Where in a body ids are named: {@code areaIds[]}. */
    static List<String> idsIn(Schema<?> schema) {
        var found = new ArrayList<String>();
        walk(schema, "", found, 0);
        return found.stream().distinct().toList();
    }

    @SuppressWarnings("rawtypes")
    private static void walk(Schema<?> schema, String at, List<String> found, int depth) {
        if (schema == null || depth > 6) {
            return;
        }
        if ("uuid".equals(schema.getFormat())) {
            found.add(at);
        }
        if (schema.getProperties() != null) {
            for (Map.Entry<String, Schema> each : schema.getProperties().entrySet()) {
                walk(each.getValue(), at.isEmpty() ? each.getKey() : at + "." + each.getKey(), found, depth + 1);
            }
        }
        walk(schema.getItems(), at + "[]", found, depth + 1);
    }

    private static OpenAPI read() {
        var resolving = new ParseOptions();
        resolving.setResolve(true);
        resolving.setResolveFully(true);
        return new OpenAPIV3Parser()
                .readContents(new String(ContractDocument.yaml(), StandardCharsets.UTF_8), null, resolving)
                .getOpenAPI();
    }
}
