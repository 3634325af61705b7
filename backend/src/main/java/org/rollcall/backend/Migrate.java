package org.rollcall.backend;

import jakarta.inject.Inject;

import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.runtime.QuarkusApplication;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/** Brings the schema to the version of this program, as the database's owner, and ends. Safe to repeat. */
public final class Migrate implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(Migrate.class);

    private final Flyway flyway;

    @Inject
    Migrate(@FlywayDataSource("owner") Flyway flyway) {
        this.flyway = flyway;
    }

    @Override
    public int run(String... arguments) {
        var result = flyway.migrate();
        LOG.infof("schema is at version %s, migrations applied now: %d",
                result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion,
                result.migrationsExecuted);
        return 0;
    }
}
