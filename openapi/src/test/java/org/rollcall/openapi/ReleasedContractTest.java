package org.rollcall.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;

/** Whoever was written for the last release goes on working (released/README.md says how that is renewed). */
class ReleasedContractTest {

    private final String now = new String(ContractDocument.yaml(), StandardCharsets.UTF_8);

    @Test
    void aClientOfTheLastReleaseGoesOnWorking() throws IOException {
        var released = Files.readString(Path.of("released", "rollcall.yaml"));

        assertThat(breaking(OpenApiCompare.fromContents(released, now))).isEmpty();
    }

    static Stream<Consumer<OpenAPI>> changesThatBreak() {
        return Stream.of(api -> api.getPaths().remove("/me"),
                api -> api.getPaths().get("/agency-units").setPost(null),
                api -> api.getComponents().getSchemas().get("AgencyUnitRequest").addProperty("more", new StringSchema())
                        .addRequiredItem("more"),
                api -> api.getComponents().getSchemas().get("AgencyUnitRequest").getProperties().remove("name"),
                api -> api.getComponents().getSchemas().get("AgencyUnit").getProperties().remove("name"),
                api -> api.getComponents().getSchemas().get("UnitLevel").getEnum().remove(0),
                api -> api.getComponents().getParameters().get("Limit").setRequired(true));
    }

    @ParameterizedTest
    @MethodSource("changesThatBreak")
    void whatWouldBreakAClientIsFound(Consumer<OpenAPI> change) {
        var changed = parse();
        change.accept(changed);

        assertThat(breaking(OpenApiCompare.fromSpecifications(parse(), changed))).isNotEmpty();
    }

    @Test
    void whatIsOnlyAddedBreaksNobody() {
        var changed = parse();
        changed.getPaths().addPathItem("/more", changed.getPaths().get("/me"));
        changed.getComponents().getSchemas().get("AgencyUnitRequest").addProperty("more", new StringSchema());
        changed.getComponents().getSchemas().get("AgencyUnit").addProperty("more", new StringSchema());

        assertThat(breaking(OpenApiCompare.fromSpecifications(parse(), changed))).isEmpty();
    }

    private OpenAPI parse() {
        return new OpenAPIV3Parser().readContents(now).getOpenAPI();
    }

    /** The operations that break; and one word, should the library find what it does not lay at one of them. */
    private static List<String> breaking(ChangedOpenApi difference) {
        var broken = new ArrayList<String>();
        difference.getMissingEndpoints().forEach(gone -> broken.add("gone: " + gone));
        difference.getChangedOperations().stream().filter(operation -> operation.isIncompatible())
                .forEach(operation -> broken.add(operation.getHttpMethod() + " " + operation.getPathUrl()));
        broken.addAll(lostProperties(difference.getOldSpecOpenApi(), difference.getNewSpecOpenApi()));
        if (broken.isEmpty() && difference.isIncompatible()) {
            broken.add("something");
        }
        return broken;
    }

    /** The library takes a property less in a request for harmless. Here an unknown one is refused. */
    private static List<String> lostProperties(OpenAPI released, OpenAPI now) {
        var lost = new ArrayList<String>();
        released.getComponents().getSchemas().forEach((name, schema) -> {
            var kept = now.getComponents().getSchemas().get(name);
            propertiesOf(schema).stream().filter(property -> kept != null && !propertiesOf(kept).contains(property))
                    .forEach(property -> lost.add("gone: " + name + "." + property));
        });
        return lost;
    }

    private static Set<String> propertiesOf(Schema<?> schema) {
        return schema.getProperties() == null ? Set.of() : schema.getProperties().keySet();
    }
}
