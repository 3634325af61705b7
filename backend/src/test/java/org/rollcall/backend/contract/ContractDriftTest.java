package org.rollcall.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.operations.Gates;
import org.rollcall.backend.testing.Checkout;
import org.rollcall.backend.testing.Endpoints;
import org.rollcall.openapi.ContractDocument;

/** The document and the code say the same: which operations there are, and who may ask them. */
class ContractDriftTest {

    private final Map<String, Set<String>> served = normal(Endpoints.served());
    private final Map<String, Set<String>> promised = promised();

    @Test
    void everyOperationServedIsInTheContract() {
        assertThat(promised).containsKeys(served.keySet().toArray(String[]::new));
    }

    @Test
    void everyOperationOfTheContractIsServed() {
        assertThat(served).containsKeys(promised.keySet().toArray(String[]::new));
    }

    @Test
    void theSameRolesAreLetIn() {
        served.forEach((operation, roles) -> assertThat(roles).as(operation).isEqualTo(promised.get(operation)));
    }

    /** Like the formatter: a local build writes, CI only checks. */
    @Test
    void theAccessMatrixIsWhatTheContractSays() throws IOException {
        var file = Checkout.resolve("docs/access-matrix.md");
        var text = AccessMatrix.ofTheContract().render();

        if (!Gates.ONLY_CHECK) {
            Files.writeString(file, text);
        }

        assertThat(Files.readString(file))
                .as("run ContractDriftTest without CI in the environment, and commit %s", file)
                .isEqualTo(text).startsWith("# Access matrix\n");
    }

    private static Map<String, Set<String>> promised() {
        var operations = new TreeMap<String, Set<String>>();
        new OpenAPIV3Parser().readContents(new String(ContractDocument.yaml(), StandardCharsets.UTF_8)).getOpenAPI()
                .getPaths().forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> operations.put(method + " " + path, roles(operation))));
        return normal(operations);
    }

    private static Set<String> roles(Operation operation) {
        var roles = new TreeSet<String>();
        ((List<?>) operation.getExtensions().get("x-rollcall-roles")).forEach(role -> roles.add(role.toString()));
        return roles;
    }

    /** What a path parameter is called is nobody's business but the code's. */
    private static Map<String, Set<String>> normal(Map<String, Set<String>> operations) {
        var normal = new TreeMap<String, Set<String>>();
        operations.forEach((operation, roles) -> normal.put(operation.replaceAll("\\{\\w+}", "{}"), roles));
        return normal;
    }
}
