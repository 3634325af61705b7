package org.rollcall.backend.testing;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Gives the application under test a migrated database of its own. */
public final class DatabaseResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return PrivatePostgres.running().migrated("application_test").settings();
    }

    @Override
    public void stop() {
        // The server ends with the JVM; the next run makes the database afresh.
    }
}
