package org.rollcall.backend;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * The command line: {@code serve} (the default) answers requests until it is stopped; {@code migrate} brings the schema
 * to this version and ends. Serving never migrates, so that two versions can serve one database during an upgrade.
 *
 * <p>Exit codes: 0 done, 1 failed (the log says why), 2 no such command.
 */
@QuarkusMain
public final class Main {

    private Main() {
    }

    public static void main(String... arguments) {
        var command = arguments.length == 0 ? "serve" : arguments[0];
        switch (command) {
            case "serve" -> Quarkus.run(Serve.class, arguments);
            case "migrate" -> {
                // A migration listens to nobody.
                System.setProperty("quarkus.http.host-enabled", "false");
                System.setProperty("quarkus.management.host-enabled", "false");
                Quarkus.run(Migrate.class, arguments);
            }
            default -> {
                System.err.println("rollcall: no command '" + command + "'; there are: serve, migrate");
                System.exit(2);
            }
        }
    }

    /** Answers requests until the process is asked to stop. */
    public static final class Serve implements QuarkusApplication {
        @Override
        public int run(String... arguments) {
            Quarkus.waitForExit();
            return 0;
        }
    }
}
