package org.rollcall.backend;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jboss.logging.Logger;
import org.rollcall.backend.access.CreateAdmin;
import org.rollcall.backend.access.MasterKey;
import org.rollcall.backend.access.RotateSigning;
import org.rollcall.backend.alert.OutboxWorker;
import org.rollcall.backend.location.Retain;
import org.rollcall.backend.oversight.VerifyRecord;
import org.rollcall.backend.privacy.RotateFields;

/**
 * The command line: {@code serve} (the default) answers requests until it is stopped; {@code migrate} brings the schema
 * to this version and ends; {@code retain} lets old fixes go and ends; {@code audit verify} recomputes the record and
 * ends; {@code rotate-fields} and {@code rotate-signing} change keys; {@code create-admin} makes the first account.
 * Serving never migrates, so that two versions can serve one database during an upgrade.
 *
 * <p>Exit codes: 0 done, 1 failed (the log says why), 2 no such command. Those of {@code audit verify} are its own.
 */
@QuarkusMain
public final class Main {

    private Main() {
    }

    public static void main(String... arguments) {
        // Apps of others write addresses that no standard allows; each operation reads them as far as they go.
        System.setProperty("vertx.disableURIValidation", "true");
        // Connections are looked after from their first byte: see GuardedConnections.
        System.setProperty("io.netty.bootstrap.extensions", "serviceload");
        var command = arguments.length == 0 ? "serve" : arguments[0];
        switch (command) {
            case "serve" -> Quarkus.run(Serve.class, arguments);
            case "migrate" -> runAlone(Migrate.class);
            case "retain" -> runAlone(Retain.class);
            case "audit" -> runAlone(VerifyRecord.class, arguments);
            case "rotate-fields" -> runAlone(RotateFields.class);
            case "rotate-signing" -> runAlone(RotateSigning.class, arguments);
            case "create-admin" -> runAlone(CreateAdmin.class, arguments);
            default -> {
                System.err.println(
                        "rollcall: no command '" + command + "'; there are: serve, migrate, retain, audit verify,"
                                + " rotate-fields, rotate-signing,"
                                + " create-admin");
                System.exit(2);
            }
        }
    }

    /** A command that ends by itself listens to nobody. */
    private static void runAlone(Class<? extends QuarkusApplication> command, String... arguments) {
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
        Quarkus.run(command, arguments);
    }

    /** Answers requests until the process is asked to stop. */
    public static final class Serve implements QuarkusApplication {

        private static final Logger LOG = Logger.getLogger(Serve.class);

        private final MasterKey masterKey;
        private final OutboxWorker outbox;

        Serve(MasterKey masterKey, OutboxWorker outbox) {
            this.masterKey = masterKey;
            this.outbox = outbox;
        }

        @Override
        public int run(String... arguments) {
            try {
                masterKey.require();
                outbox.start();
            } catch (IllegalStateException e) {
                LOG.error(e.getMessage());
                return 1;
            }
            Quarkus.waitForExit();
            return 0;
        }
    }
}
