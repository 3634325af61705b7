package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rollcall.backend.testing.Ports;
import org.rollcall.backend.testing.Script;

class RunCommandTest {

    @TempDir
    Path scratch;

    private Script run;

    @BeforeEach
    void ownHome() {
        run = Script.of("run", scratch).with("ROLLCALL_HOME", scratch.resolve("home").toString())
                .with("ROLLCALL_NO_INSTALL", "1").with("ROLLCALL_NO_BUILD", "1");
    }

    @Test
    void oldJdkIsOneLine() {
        var result = run.with("JAVA_HOME", "").withImpostor("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2")
                .run();

        assertOneLine(result, "a JDK 17 or newer is needed; java is version 11");
    }

    @Test
    void runtimeWithoutCompilerIsOneLine() throws IOException {
        var home = Files.createDirectories(scratch.resolve("jre/bin"));
        run.withImpostor("java", "echo 'openjdk version \"17.0.2\" 2022-01-18' >&2");
        Files.createSymbolicLink(home.resolve("java"), run.impostors().resolve("java"));

        var result = run.with("JAVA_HOME", home.getParent().toString()).run();

        assertOneLine(result, "is only a runtime");
    }

    @Test
    void takenPortIsOneLine() throws IOException {
        try (var taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var result = run.with("ROLLCALL_PORT", String.valueOf(taken.getLocalPort())).run();

            assertOneLine(result, "port " + taken.getLocalPort() + " of 127.0.0.1 is taken");
        }
    }

    @Test
    void portThatIsNoNumberIsOneLine() {
        assertOneLine(run.with("ROLLCALL_PORT", "eighty").run(), "ROLLCALL_PORT must be a number");
    }

    @Test
    void fullDiskIsOneLine() {
        var result = onFreePorts()
                .withImpostor("df", "echo 'Filesystem 1048576-blocks Used Available Capacity Mounted'",
                        "echo '/dev/full 1000 990 10 99% /'")
                .run();

        assertOneLine(result, "disk full: ");
    }

    @Test
    void homeThatCannotBeMadeIsOneLine() throws IOException {
        var file = Files.writeString(scratch.resolve("file"), "");

        assertOneLine(run.with("ROLLCALL_HOME", file.resolve("home").toString()).run(), "cannot make ");
    }

    @Test
    void halfMadeClusterIsOneLineAndIsNotTouched() throws IOException {
        var data = Files.createDirectories(scratch.resolve("home/postgres/data"));
        Files.writeString(data.resolveSibling("data.path"), data.toString());
        var inside = Files.writeString(data.resolve("postgresql.conf"), "");

        var result = run.run("backup", scratch.resolve("backup").toString());

        assertOneLine(result, "half-made cluster");
        assertThat(inside).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"backup", "release-outbox"})
    void whatLooksAtDataMakesNoDatabaseToFindThemIn(String command) {
        var result = command.equals("backup")
                ? run.run(command, scratch.resolve("backup").toString())
                : run.run(command);

        assertOneLine(result, "there is nothing of Rollcall in ");
        assertThat(scratch.resolve("backup")).doesNotExist();
        assertThat(scratch.resolve("home/postgres")).doesNotExist();
    }

    @Test
    void givenDatabaseIsNeverRemoved() {
        var result = onFreePorts().with("DATABASE_URL", "postgresql://somebody:secret@127.0.0.1:1/rollcall")
                .run("--reset");

        assertOneLine(result, "a given database is never removed");
        assertThat(result.errors()).doesNotContain("secret");
    }

    @Test
    void serverThatCannotBeReachedIsOneLineWithoutThePassword() {
        var result = run.with("DATABASE_URL", "postgresql://somebody:secret@127.0.0.1:1/rollcall").run("backup",
                scratch.resolve("backup").toString());

        assertOneLine(result, "127.0.0.1:1 of DATABASE_URL");
        assertThat(result.errors()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-full"})
    void encryptionThatTheProgramDoesNotDoIsRefused(String mode) {
        var result = run.with("DATABASE_URL", "postgresql://somebody:secret@127.0.0.1:1/rollcall?sslmode=" + mode)
                .run("restore", "a-backup");

        assertOneLine(result, "sslmode=" + mode + " is more than the program does");
    }

    @Test
    void postgresThatIsTooOldIsOneLine() throws IOException {
        var share = Files.createDirectories(scratch.resolve("old/share/extension"));
        Files.createFile(share.resolve("postgis.control"));
        Script.write(scratch.resolve("old/bin/postgres"), "echo 'postgres (PostgreSQL) 13.16'");
        Script.write(scratch.resolve("old/bin/initdb"), "exit 1");
        Script.write(scratch.resolve("old/bin/pg_ctl"), "exit 1");
        Script.write(scratch.resolve("old/bin/pg_config"), "echo " + share.getParent());

        var result = run.with("ROLLCALL_PG_BIN", scratch.resolve("old/bin").toString())
                .withImpostor("docker", "exit 1").run("restore", "a-backup");

        assertOneLine(result, "PostgreSQL 14 or newer");
    }

    @Test
    void unknownCommandSaysWhichThereAre() {
        var result = run.run("dance");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.errors()).contains("usage: ./run");
    }

    private Script onFreePorts() {
        return run.with("ROLLCALL_PORT", String.valueOf(Ports.free()))
                .with("ROLLCALL_MANAGEMENT_PORT", String.valueOf(Ports.free()));
    }

    private static void assertOneLine(Script.Result result, String text) {
        assertThat(result.exit()).as(result.errors()).isEqualTo(1);
        assertThat(result.complaints()).singleElement().asString().contains(text);
        assertThat(result.errors()).doesNotContain("line ").doesNotContain("Exception").doesNotContain("unbound");
    }
}
