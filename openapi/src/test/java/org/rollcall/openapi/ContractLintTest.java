package org.rollcall.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.MessageResolver;
import com.atlassian.oai.validator.schema.SchemaValidator;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What every operation and every schema of the contract must have. */
class ContractLintTest {

    private static final Set<String> ROLES = Set.of("ADMIN", "OPERATOR", "TEAM_MEMBER", "VILLAGE_ASSISTANT", "OFFICER",
            "COUNTY_OFFICER",
            "BUREAU_HEAD", "SUPERIOR", "PROSECUTOR", "DUTY_OFFICER", "SUPERVISEE", "GUARDIAN");
    /** Their shape is that of apps which are not ours. */
    private static final Set<String> FOREIGN = Set.of("OwnTracksMessage", "TraccarForm", "TraccarMessage",
            "GpsLoggerForm", "TransistorsoftAnswer");
    /** POSTs that make nothing, or that the body itself makes safe to repeat. */
    private static final Set<String> REPEATABLE = Set.of("renewSession", "revokeMySession", "revokeMySessions",
            "revokeSessions", "showSecondFactor", "enrolSecondFactor", "enrolMySecondFactor", "confirmMySecondFactor",
            "renewMyRecoveryCodes", "endMyCover", "relieveHelper", "openProviderSession", "resetSecondFactor",
            "resetPassword",
            "endLocationMode", "liftPositioningOrder",
            "endCustody", "openSession", "openDeviceSession", "enrolDevice",
            "reportFixes",
            "ingestOwnTracks", "ingestOsmAnd", "ingestTransistorsoft", "ingestOverland", "ingestGpsLogger",
            "ingestGpsLoggerByToken", "renewDeviceSession", "disableAccount", "endPost", "endSchedule",
            "revokePermission",
            "acknowledgeAlert",
            "closeAlert", "searchPresence", "searchPersonalData", "endLeaveDelegation", "endGuardianship",
            "revokeDevice", "endDeviceAllowance", "enterGuardianship",
            "acknowledgeWardNotice");

    private final OpenAPI api = new OpenAPIV3Parser()
            .readContents(new String(ContractDocument.yaml(), StandardCharsets.UTF_8)).getOpenAPI();
    private final SchemaValidator schemas = new SchemaValidator(api,
            new MessageResolver(LevelResolver.create().build()));

    @Test
    void documentIsReadWithoutComplaint() {
        var result = new OpenAPIV3Parser().readContents(new String(ContractDocument.yaml(), StandardCharsets.UTF_8));

        assertThat(result.getMessages()).isEmpty();
        assertThat(api.getOpenapi()).isEqualTo("3.0.3");
    }

    @Test
    void operationIdsAreUnique() {
        var seen = new HashSet<String>();

        operations().values().forEach(o -> assertThat(seen.add(o.getOperationId())).as(o.getOperationId()).isTrue());
    }

    @TestFactory
    Stream<DynamicTest> everyOperationSaysWhatItIs() {
        return each((name, o) -> () -> {
            assertThat(o.getOperationId()).matches("[a-z][A-Za-z]+");
            assertThat(o.getSummary()).isNotBlank();
            assertThat(o.getTags()).hasSize(1);
            assertThat(api.getTags()).anyMatch(tag -> tag.getName().equals(o.getTags().get(0)));
        });
    }

    @TestFactory
    Stream<DynamicTest> everyOperationSaysWhoMayAsk() {
        return each((name, o) -> () -> {
            var roles = (List<?>) o.getExtensions().get("x-rollcall-roles");
            // No security of its own means the document's: a bearer token, hence a role.
            assertThat(roles.isEmpty()).isEqualTo(o.getSecurity() != null);
            assertThat(ROLES).containsAll(roles.stream().map(String.class::cast).toList());
        });
    }

    @TestFactory
    Stream<DynamicTest> everyRefusalIsAProblem() {
        return each((name, o) -> () -> {
            var refusals = o.getResponses().keySet().stream().filter(status -> status.charAt(0) >= '4').toList();
            assertThat(refusals).contains("503");
            for (var status : refusals) {
                var component = o.getResponses().get(status).get$ref().replaceFirst(".*/", "");
                assertThat(api.getComponents().getResponses().get(component).getContent())
                        .containsOnlyKeys("application/problem+json");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everyPostThatMakesSomethingTakesAnIdempotencyKey() {
        return each((name, o) -> () -> {
            var takesKey = o.getParameters() != null && o.getParameters().stream()
                    .anyMatch(p -> "Idempotency-Key".equals(p.getName()));
            assertThat(takesKey).isEqualTo(name.startsWith("POST") && !REPEATABLE.contains(o.getOperationId()));
        });
    }

    @TestFactory
    Stream<DynamicTest> everyBodyHasAnExampleThatIsValid() {
        return each((name, o) -> () -> {
            for (var content : bodies(o)) {
                content.forEach(this::checkExample);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everySharedRefusalHasAnExampleThatIsValid() {
        return api.getComponents().getResponses().entrySet().stream().map(entry -> DynamicTest
                .dynamicTest(entry.getKey(), () -> entry.getValue().getContent().forEach(this::checkExample)));
    }

    @TestFactory
    Stream<DynamicTest> everyPropertyIsNamedInCamelCase() {
        return api.getComponents().getSchemas().entrySet().stream()
                .filter(entry -> entry.getValue().getProperties() != null && !FOREIGN.contains(entry.getKey()))
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> assertThat(
                        new ArrayList<Object>(entry.getValue().getProperties().keySet()))
                        .allSatisfy(property -> assertThat(property.toString()).matches("[a-z][A-Za-z]*"))));
    }

    private void checkExample(String type, MediaType media) {
        assertThat(media.getExample()).as("example of " + type).isNotNull();
        if (type.endsWith("json")) {
            var report = schemas.validate(() -> Json.mapper().valueToTree(media.getExample()), media.getSchema(),
                    "example");
            assertThat(report.getMessages()).isEmpty();
        }
    }

    private static List<Content> bodies(Operation operation) {
        var bodies = new ArrayList<Content>();
        if (operation.getRequestBody() != null) {
            bodies.add(operation.getRequestBody().getContent());
        }
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith("2") && response.getContent() != null) {
                bodies.add(response.getContent());
            }
        });
        return bodies;
    }

    private Stream<DynamicTest> each(BiFunction<String, Operation, Executable> check) {
        return operations().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), check.apply(entry.getKey(), entry.getValue())));
    }

    private TreeMap<String, Operation> operations() {
        var operations = new TreeMap<String, Operation>();
        api.getPaths().forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> operations.put(method + " " + path, operation)));
        return operations;
    }
}
