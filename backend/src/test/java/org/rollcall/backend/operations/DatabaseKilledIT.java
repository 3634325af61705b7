package org.rollcall.backend.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rollcall.backend.testing.Checkout;
import org.rollcall.backend.testing.Node;
import org.rollcall.backend.testing.PrivatePostgres;
import org.rollcall.backend.testing.Script;

/** The database is killed under a node that serves: the node says so, lives on, and is itself again with the database. */
class DatabaseKilledIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String DIRECTORY = Checkout.resolve("backend/target/killed-postgres").toString();

    @TempDir
    Path scratch;

    private Script postgres;

    @BeforeEach
    void aServerThatMayBeKilled() {
        postgres = Script.of("build-tools/postgres.sh", scratch);
        postgres.run("destroy", DIRECTORY);
        assertThat(postgres.run("start", DIRECTORY, "--test").exit()).isZero();
    }

    @AfterEach
    void end() {
        postgres.run("destroy", DIRECTORY);
    }

    @Test
    void aNodeIsNotReadyWithoutItsDatabaseAndReadyAgainWithItAndNobodyHelps() throws IOException, InterruptedException {
        var settings = settings();
        var database = new PrivatePostgres.Database(settings);
        Flyway.configure().dataSource(database.url(), "rollcall_owner", settings.get("ROLLCALL_DB_OWNER_PASSWORD"))
                .load().migrate();
        settings.put("ROLLCALL_MASTER_KEY_FILE",
                Files.writeString(scratch.resolve("master.key"), "5a".repeat(32)).toString());

        try (var node = Node.start(settings, scratch.resolve("node.log")).ready()) {
            postgres.run("crash", DIRECTORY);

            await().atMost(PATIENCE).until(() -> node.managementStatus("/q/health/ready") == 503);
            assertThat(node.managementStatus("/q/health/live")).isEqualTo(200);

            assertThat(postgres.run("start", DIRECTORY, "--test").exit()).isZero();

            await().atMost(PATIENCE).until(() -> node.managementStatus("/q/health/ready") == 200);
        }
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        postgres.run("env", DIRECTORY).output().lines().forEach(line -> settings
                .put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return settings;
    }
}
