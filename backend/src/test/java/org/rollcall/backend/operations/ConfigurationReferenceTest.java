package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

    private static final String HOW = "run './mvnw -pl backend -am test -Dtest=ConfigurationReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false' without CI in the environment, and commit docs/configuration.md";

    @Test
    void everythingThatCanBeSetIsInTheReference() throws IOException {
        var reference = new ConfigurationReference(Script.root());
        var written = Script.root().resolve("docs/configuration.md");

        var text = reference.render();

        assertThat(reference.withoutMeaning())
                .as("write these into configuration-meanings.properties, or their Javadoc")
                .isEmpty();
        assertThat(reference.withoutUse()).as("nobody reads these: remove them from configuration-meanings.properties")
                .isEmpty();
        if (System.getenv("CI") == null) {
            // Like the formatter: a local build writes, CI only checks.
            Files.writeString(written, text);
        }
        assertThat(Files.readString(written)).as(HOW).isEqualTo(text);
    }
}
