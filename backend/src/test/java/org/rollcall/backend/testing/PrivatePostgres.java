package org.rollcall.backend.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.flywaydb.core.Flyway;

/**
 * The tests' own PostgreSQL, made and started by the script that also serves {@code ./run}, under {@code target/}, and
 * stopped when the tests' JVM ends.
 */
public final class PrivatePostgres {

    private static final Script SCRIPT = Script.asCalled("build-tools/postgres.sh");
    private static final Path DIRECTORY = Checkout.resolve("backend/target/postgres");

    private static PrivatePostgres instance;

    private PrivatePostgres() {
        run("start", "--test");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run("stop")));
    }

    /** The server of this JVM, started at the first call. */
    public static synchronized PrivatePostgres running() {
        if (instance == null) {
            instance = new PrivatePostgres();
        }
        return instance;
    }

    /** A new, empty database, migrated to the newest schema by its owner. */
    public Database migrated(String name) {
        run("createdb", name, "--fresh");
        var database = new Database(settings(name));
        Flyway.configure().dataSource(database.url(), "rollcall_owner", database.password("owner")).load().migrate();
        return database;
    }

    /** A database that is there already. */
    public Database database(String name) {
        return new Database(settings(name));
    }

    private Map<String, String> settings(String name) {
        var settings = new HashMap<String, String>();
        run("env", name).lines().forEach(line -> {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return Map.copyOf(settings);
    }

    /**
     * What {@code postgres.sh COMMAND} prints, on this server's directory.
     *
     * @throws IllegalStateException with its complaint if it fails
     */
    public String run(String command, String... arguments) {
        var words = new ArrayList<>(List.of(command, DIRECTORY.toString()));
        words.addAll(List.of(arguments));
        var result = SCRIPT.run(words.toArray(String[]::new));
        if (result.exit() != 0) {
            throw new IllegalStateException("postgres.sh " + command + " failed: " + result.errors());
        }
        return result.output();
    }

    /** One database and the passwords of its five roles. */
    public record Database(Map<String, String> settings) {

        public String url() {
            return "jdbc:postgresql://" + settings.get("ROLLCALL_DB_HOST") + ":" + settings.get("ROLLCALL_DB_PORT")
                    + "/"
                    + settings.get("ROLLCALL_DB_NAME");
        }

        /** A connection as one of owner, api, intake, worker, auditor. */
        public Connection connect(String role) throws SQLException {
            return DriverManager.getConnection(url(), "rollcall_" + role, password(role));
        }

        String password(String role) {
            return settings.get("ROLLCALL_DB_" + role.toUpperCase(java.util.Locale.ROOT) + "_PASSWORD");
        }
    }
}
