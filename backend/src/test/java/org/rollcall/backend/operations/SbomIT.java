package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rollcall.backend.testing.Checkout;

/** What the packaged program consists of is told in full beside it (CycloneDX), and nothing else is. */
class SbomIT {

    private static final Path PROGRAM = Checkout.resolve("backend/target/quarkus-app");
    /** In the build's list, and left out of the package by Quarkus: for its development mode, and an old double. */
    private static final Set<String> LEFT_OUT = Set.of("quarkus-ide-launcher", "javax.annotation-api");
    private static final Pattern FOR_TESTS = Pattern.compile(
            "<artifactId>([^<]*)</artifactId>(?:(?!</dependency>).)*<scope>test</scope>", Pattern.DOTALL);

    /** By the name of its file. */
    private static final TreeMap<String, JsonNode> COMPONENTS = new TreeMap<>();
    private static JsonNode bom;

    @BeforeAll
    static void readIt() throws IOException {
        bom = new ObjectMapper().readTree(PROGRAM.resolve("rollcall-sbom.json").toFile());
        for (var component : bom.path("components")) {
            COMPONENTS.put(fileOf(component), component);
        }
    }

    @Test
    void itIsCycloneDxOfThisProgram() {
        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bom.path("specVersion").asText()).isEqualTo("1.6");
        assertThat(bom.at("/metadata/component/name").asText()).isEqualTo("rollcall-backend");
        assertThat(bom.at("/metadata/component/type").asText()).isEqualTo("application");
        assertThat(bom.at("/metadata/component/version").asText()).isNotBlank();
    }

    @Test
    void everyLibraryOfTheProgramStandsInItWithItsVersionAndLicence() throws IOException {
        assertThat(COMPONENTS.keySet()).hasSizeGreaterThan(100).containsAll(libraries());
        assertThat(COMPONENTS.values()).allSatisfy(component -> {
            assertThat(component.path("version").asText()).as(component.path("purl").asText()).isNotBlank();
            assertThat(licencesOf(component)).as(component.path("purl").asText()).isNotEmpty().doesNotContain("");
        });
    }

    @Test
    void nothingElseStandsInIt() throws IOException {
        var more = new HashSet<>(COMPONENTS.keySet());
        more.removeAll(libraries());
        more.removeIf(file -> LEFT_OUT.contains(COMPONENTS.get(file).path("name").asText()));

        assertThat(more).isEmpty();
    }

    @Test
    void whatTestsNeedDoesNot() throws IOException {
        var forTests = FOR_TESTS.matcher(Files.readString(Checkout.resolve("backend/pom.xml"))).results()
                .map(found -> found.group(1)).toList();

        assertThat(forTests).contains("assertj-core", "rest-assured");
        assertThat(COMPONENTS.values()).extracting(component -> component.path("name").asText())
                .doesNotContainAnyElementsOf(forTests)
                .noneMatch(name -> name.startsWith("junit"));
    }

    private static Set<String> libraries() throws IOException {
        var libraries = new TreeSet<String>();
        for (var directory : List.of("lib/boot", "lib/main")) {
            try (var files = Files.list(PROGRAM.resolve(directory))) {
                files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar"))
                        .forEach(libraries::add);
            }
        }
        return libraries;
    }

    /** As Quarkus names it: group, name, version and classifier. */
    private static String fileOf(JsonNode component) {
        var classifier = Pattern.compile("[?&]classifier=([^&]*)").matcher(component.path("purl").asText());
        return component.path("group").asText() + "." + component.path("name").asText() + "-"
                + component.path("version").asText() + (classifier.find() ? "-" + classifier.group(1) : "") + ".jar";
    }

    private static List<String> licencesOf(JsonNode component) {
        return component.path("licenses").findValuesAsText("id").isEmpty()
                ? named(component)
                : component.path("licenses").findValuesAsText("id");
    }

    private static List<String> named(JsonNode component) {
        var names = component.path("licenses").findValuesAsText("name");
        return names.isEmpty() ? component.path("licenses").findValuesAsText("expression") : names;
    }
}
