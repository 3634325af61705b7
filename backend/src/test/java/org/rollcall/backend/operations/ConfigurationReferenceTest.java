package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.backend.testing.Checkout;

class ConfigurationReferenceTest {

    private static final String HOW = "run './mvnw -pl backend -am test -Dtest=ConfigurationReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false' without CI in the environment, and commit docs/configuration.md";

    @TempDir
    Path scratch;

    @Test
    void everythingThatCanBeSetIsInTheReference() throws IOException {
        var reference = new ConfigurationReference(Checkout.root());

        var text = reference.render();

        assertThat(reference.withoutMeaning())
                .as("write these into configuration-meanings.properties, or their Javadoc")
                .isEmpty();
        assertThat(reference.withoutUse()).as("nobody reads these: remove them from configuration-meanings.properties")
                .isEmpty();
        bring(Checkout.resolve("docs/configuration.md"), text, Gates.ONLY_CHECK);
    }

    @Test
    void whereGatesOnlyCheckAnOldReferenceFailsAndIsLeftAlone() throws IOException {
        var old = Files.writeString(scratch.resolve("configuration.md"), "as it was");

        assertThatThrownBy(() -> bring(old, "as it is", true)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("commit docs/configuration.md");

        assertThat(old).hasContent("as it was");
    }

    /** Like the formatter: a local build writes, CI only checks. */
    private static void bring(Path file, String text, boolean onlyCheck) throws IOException {
        if (!onlyCheck) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).as(HOW).isEqualTo(text);
    }
}
