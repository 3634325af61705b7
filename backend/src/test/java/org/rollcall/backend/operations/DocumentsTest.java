package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rollcall.backend.testing.Checkout;

/** What is written for people leads somewhere, and is finished. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("]\\((?![a-z]+:|#)([^)#\\s]+)(#[^)]*)?\\)");
    /** A line of its own in capitals: DEMO-OUTPUT. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?m)^[A-Z]+([-_ ][A-Z]+)+$");

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadToFilesThatAreThere(Path document) throws IOException {
        var links = LINK.matcher(Files.readString(document)).results().map((MatchResult link) -> link.group(1));

        assertThat(links).allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void nothingIsLeftToBeFilledIn(Path document) throws IOException {
        assertThat(Files.readString(document)).doesNotContainPattern(PLACEHOLDER).doesNotContain("TODO", "FIXME");
    }

    static Stream<Path> documents() throws IOException {
        try (var docs = Files.walk(Checkout.resolve("docs"))) {
            return Stream.concat(Stream.of(Checkout.resolve("README.md"), Checkout.resolve("CONTRIBUTING.md")),
                    docs.filter(file -> file.toString().endsWith(".md")).toList().stream());
        }
    }
}
