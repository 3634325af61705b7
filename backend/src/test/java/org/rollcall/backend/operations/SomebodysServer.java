package org.rollcall.backend.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.rollcall.backend.testing.Checkout;
import org.rollcall.backend.testing.Script;

/**
 * A PostgreSQL server that plays one which somebody else runs: other than the tests' own, because who is given a server
 * sets the passwords of its roles.
 */
final class SomebodysServer implements AutoCloseable {

    private final Script postgres;
    private final Path directory;

    SomebodysServer(Path scratch) {
        directory = Checkout.resolve("backend/target/somebodys-server");
        postgres = Script.of("build-tools/postgres.sh", scratch);
        // Roles and databases of an earlier run are part of what the tests are about: none may be there.
        postgres.run("destroy", directory.toString());
        var started = postgres.run("start", directory.toString(), "--test");
        if (started.exit() != 0) {
            throw new IllegalStateException(started.errors());
        }
    }

    String port() {
        return read("port");
    }

    String adminPassword() {
        return read("secrets.env").lines().filter(line -> line.startsWith("admin=")).findFirst().orElseThrow()
                .substring("admin=".length());
    }

    void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/postgres",
                "rollcall_admin", adminPassword()); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        postgres.run("destroy", directory.toString());
    }
}
