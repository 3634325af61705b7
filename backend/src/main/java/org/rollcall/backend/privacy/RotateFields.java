package org.rollcall.backend.privacy;

import java.time.Duration;

import jakarta.inject.Inject;

import io.quarkus.runtime.QuarkusApplication;
import org.jboss.logging.Logger;

/** Seals all personal fields by a new key, and ends. May be stopped and run again. */
public final class RotateFields implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(RotateFields.class);
    private static final Duration PATIENCE = Duration.ofHours(12);

    private final FieldRotation rotation;

    @Inject
    RotateFields(FieldRotation rotation) {
        this.rotation = rotation;
    }

    @Override
    public int run(String... arguments) {
        LOG.infof("people whose fields are sealed by a new key now: %d", rotation.run().await().atMost(PATIENCE));
        return 0;
    }
}
