package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.backend.testing.Script;

/**
 * {@code ./run image} for real, on an empty base, since a registry's cannot be had everywhere: what is in the image is
 * the packaged program, and it starts from there.
 */
class ImageIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path scratch;

    private static Script.Result made;
    private static JsonNode manifest;
    private static JsonNode configuration;

    @BeforeAll
    static void makeTheImage() throws IOException, InterruptedException {
        made = run().run("image", scratch.resolve("image.tar").toString());
        assertThat(made.exit()).as(made.errors()).isZero();
        untar(scratch.resolve("image.tar"), "x", scratch.resolve("image"));
        manifest = JSON.readTree(scratch.resolve("image/manifest.json").toFile()).get(0);
        configuration = JSON.readTree(scratch.resolve("image").resolve(manifest.get("Config").asText()).toFile())
                .get("config");
    }

    @Test
    void itServesOnAllAddressesAsNobodySpecial() {
        assertThat(configuration.get("User").asText()).isEqualTo("10001:10001");
        assertThat(configuration.get("Cmd").get(0).asText()).isEqualTo("serve");
        assertThat(configuration.get("Env").toString()).contains("ROLLCALL_HOST=0.0.0.0")
                .doesNotContainIgnoringCase("password");
        assertThat(configuration.get("ExposedPorts").toString()).contains("8080/tcp", "9000/tcp");
    }

    @Test
    void theProgramInItStarts() throws IOException, InterruptedException {
        for (var layer : manifest.get("Layers")) {
            untar(scratch.resolve("image").resolve(layer.asText()), "xz", scratch.resolve("root"));
        }

        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar",
                scratch.resolve("root/app/quarkus-run.jar").toString(), "nonsense").redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).contains("no command 'nonsense'");
        assertThat(scratch.resolve("root/jib")).doesNotExist();
    }

    @Test
    void anImageThatIsThereIsNotOverwritten() {
        var again = run().run("image", scratch.resolve("image.tar").toString());

        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.complaints()).singleElement().asString().contains("exists already");
    }

    private static Script run() {
        return Script.of("run", scratch).with("ROLLCALL_HOME", scratch.resolve("home").toString())
                .with("ROLLCALL_NO_BUILD", "1").with("ROLLCALL_BASE_IMAGE", "scratch");
    }

    private static void untar(Path file, String mode, Path into) throws IOException, InterruptedException {
        Files.createDirectories(into);
        var tar = new ProcessBuilder(List.of("tar", mode + "f", file.toString(), "-C", into.toString()))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(tar.waitFor()).isZero();
    }
}
