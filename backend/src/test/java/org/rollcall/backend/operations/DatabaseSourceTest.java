package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.backend.testing.Checkout;
import org.rollcall.backend.testing.Script;

class DatabaseSourceTest {

    private static final String NO_BINARIES = "/nonexistent/bin";

    private static SomebodysServer server;

    @TempDir
    static Path shared;

    @TempDir
    Path scratch;

    private Script postgres;
    private String directory;

    @BeforeAll
    static void startServer() {
        server = new SomebodysServer(shared);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void ownDirectory() {
        postgres = Script.of("build-tools/postgres.sh", scratch);
        directory = scratch.resolve("database").toString();
    }

    @Test
    void givenServerComesBeforeEverythingElse() {
        withDocker("0").with("DATABASE_URL", url("somebody", "x", "rollcall"));

        assertThat(source()).isEqualTo("given");
    }

    @Test
    void testsNeverTakeTheServerThatIsGivenForRealData() {
        postgres.with("DATABASE_URL", url("somebody", "x", "rollcall")).with("ROLLCALL_PG_BIN", NO_BINARIES)
                .with("ROLLCALL_NO_INSTALL", "1").withImpostor("docker", "exit 1");

        var result = postgres.run("start", directory, "--test");

        assertThat(result.complaints()).singleElement().asString().contains("PostGIS 3 is needed and was not found");
    }

    @Test
    void localBinariesComeBeforeDocker() {
        withDocker("0");

        assertThat(source()).isEqualTo("private");
        assertThat(scratch.resolve("docker.log")).doesNotExist();
    }

    @Test
    void packagesComeBeforeDocker() {
        withDocker("0").with("ROLLCALL_PG_BIN", NO_BINARIES).withImpostor("apt-get", "exit 0")
                .withImpostor("sudo", "exit 0");

        assertThat(source()).isEqualTo("private");
    }

    @Test
    void dockerIsTakenWhenThereIsNothingBetter() {
        withDocker("0").with("ROLLCALL_PG_BIN", NO_BINARIES).with("ROLLCALL_NO_INSTALL", "1");

        assertThat(source()).isEqualTo("compose");
    }

    @Test
    void dockerWithoutAnEngineIsNoDocker() {
        withDocker("1").with("ROLLCALL_PG_BIN", NO_BINARIES).with("ROLLCALL_NO_INSTALL", "1");

        var result = postgres.run("start", directory);

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.complaints()).singleElement().asString().contains("apt-get install", "dnf install",
                "brew install", "start Docker", "DATABASE_URL=");
    }

    @Test
    void containerIsStartedFilledAndKept() throws SQLException {
        withDocker("0").with("ROLLCALL_PG_BIN", NO_BINARIES).with("ROLLCALL_NO_INSTALL", "1");
        server.execute("drop database if exists rollcall with (force)");

        var started = postgres.run("start", directory);

        assertThat(started.exit()).as(started.errors()).isZero();
        assertThat(postgres.run("psql", directory, "rollcall", "-Atc", "select postgis_lib_version() <> ''").output())
                .isEqualToIgnoringNewLines("t");
        assertThat(postgres.run("status", directory).output()).startsWith("running container port=");
        // Binaries that come later do not make the data move.
        assertThat(postgres.with("ROLLCALL_PG_BIN", "").run("source", directory).output())
                .isEqualToIgnoringNewLines("compose");
    }

    @Test
    void superuserIsEnoughForRolesAndDatabase() throws SQLException {
        server.execute("create role odd superuser login password 'a/b:c@d?%''\\'");
        postgres.with("DATABASE_URL", url("odd", "a%2Fb%3Ac%40d%3F%25%27%5C", "province"))
                .with("ROLLCALL_SET_PASSWORDS", "1");

        var started = postgres.run("start", directory);

        assertThat(started.exit()).as(started.errors()).isZero();
        var settings = settings();
        assertThat(settings).containsEntry("ROLLCALL_DB_NAME", "province").containsEntry("ROLLCALL_DB_PORT",
                server.port());
        for (var role : new String[]{"owner", "api", "intake", "worker", "auditor"}) {
            assertEnters(role, settings);
        }
        // Once everything is in place, a start changes nothing: nodes that run keep their passwords.
        assertThat(postgres.with("ROLLCALL_SET_PASSWORDS", "").run("start", directory).exit()).isZero();
        assertThat(settings()).isEqualTo(settings);
    }

    @Test
    void passwordsOfAnotherInstallationAreNotChanged() {
        postgres.with("DATABASE_URL", url("rollcall_admin", server.adminPassword(), "rollcall"));

        var result = postgres.run("start", directory);

        assertThat(result.complaints()).singleElement().asString().contains("passwords not known here");
    }

    @Test
    void ownerIsEnoughWhenTheRolesAreThere() throws SQLException {
        postgres.with("DATABASE_URL", url("rollcall_admin", server.adminPassword(), "owned"))
                .with("ROLLCALL_SET_PASSWORDS", "1");
        assertThat(postgres.run("start", directory).exit()).isZero();
        var settings = settings();

        var owner = Script.of("build-tools/postgres.sh", scratch).with("DATABASE_URL",
                url("rollcall_owner", settings.get("ROLLCALL_DB_OWNER_PASSWORD"), "owned"));
        var directoryOfOwner = scratch.resolve("owner").toString();
        var told = owner.run("start", directoryOfOwner);
        settings.forEach((name, value) -> {
            if (name.endsWith("_PASSWORD")) {
                owner.with(name, value);
            }
        });

        assertThat(told.complaints()).singleElement().asString().contains("may not make roles", "bootstrap.sql");
        assertThat(owner.run("start", directoryOfOwner).exit()).isZero();
    }

    @Test
    void serverWithoutPostgisIsOneLine() {
        postgres.with("ROLLCALL_PG_BIN", postgres.impostors().toString()).withImpostor("pg_dump", "exit 0")
                .withImpostor("psql", "case \"$*\" in *pg_available_extensions*) echo '15 t t 0 0' ;;",
                        "*'-U rollcall_'*) exit 2 ;; esac");

        var result = postgres.with("DATABASE_URL", url("somebody", "secret", "rollcall")).run("start", directory);

        assertThat(result.complaints()).singleElement().asString().contains("has no PostGIS: install it there",
                "postgresql-15-postgis-3");
    }

    @Test
    void wrongPasswordIsOneLineThatDoesNotHoldIt() {
        var result = postgres.with("DATABASE_URL", url("rollcall_admin", "sesame", "rollcall")).run("start", directory);

        assertThat(result.complaints()).singleElement().asString().contains("does not let user rollcall_admin in",
                "password authentication failed");
        assertThat(result.errors()).doesNotContain("sesame");
    }

    @Test
    void urlOfAnotherKindIsOneLineThatDoesNotHoldIt() {
        var result = postgres.with("DATABASE_URL", "jdbc:postgresql://sesame@host/db").run("start", directory);

        assertThat(result.complaints()).singleElement().asString()
                .contains("must look like postgresql://USER:PASSWORD@HOST:PORT/DATABASE").doesNotContain("sesame");
    }

    /** A docker that writes down what it is asked, and whose container is the server of this test. */
    private Script withDocker(String engine) {
        return postgres.with("CONTAINER_PASSWORD", server.adminPassword()).withImpostor("docker",
                "echo \"$*\" >>'" + scratch.resolve("docker.log") + "'",
                "case \"$*\" in",
                "  info*) exit " + engine + " ;;",
                "  *' ps '*) echo c0ffee ;;",
                "  *' exec -T postgres psql '*)",
                "    while [ \"$1\" != psql ]; do shift; done",
                "    shift",
                "    psql=$(env -u ROLLCALL_PG_BIN bash -c '. \"$0\"; client_tool psql' '"
                        + Checkout.resolve("build-tools/lib/find-postgres.sh") + "')",
                "    PGPASSWORD=$CONTAINER_PASSWORD exec \"$psql\" -h 127.0.0.1 -p " + server.port() + " \"$@\" ;;",
                "esac");
    }

    private String source() {
        return postgres.run("source", directory).output().strip();
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        postgres.run("env", directory).output().lines().forEach(line -> settings
                .put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return settings;
    }

    private static void assertEnters(String role, Map<String, String> settings) throws SQLException {
        var password = settings.get("ROLLCALL_DB_" + role.toUpperCase(java.util.Locale.ROOT) + "_PASSWORD");
        try (var connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.port() + "/province",
                "rollcall_" + role, password)) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    private static String url(String user, String password, String database) {
        return "postgresql://" + user + ":" + password + "@127.0.0.1:" + server.port() + "/" + database;
    }
}
