package org.rollcall.backend.access;

import java.time.Duration;

import jakarta.inject.Inject;

import io.quarkus.runtime.QuarkusApplication;
import org.jboss.logging.Logger;

/**
 * {@code rotate-signing [--at-once]}: has a new key sign access tokens, and ends. What was signed before holds for as long
 * as it says, unless it is to be refused at once.
 */
public final class RotateSigning implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(RotateSigning.class);
    private static final String AT_ONCE = "--at-once";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SigningKeys keys;

    @Inject
    RotateSigning(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public int run(String... arguments) {
        if (arguments.length > 2 || arguments.length == 2 && !arguments[1].equals(AT_ONCE)) {
            LOG.error("usage: rotate-signing [--at-once]");
            return 2;
        }
        var key = keys.rotate(SigningKeys.Purpose.ACCESS_TOKEN, arguments.length == 2).await().atMost(PATIENCE);
        LOG.infof("access tokens are signed by a new key now: %s", key.id());
        return 0;
    }
}
