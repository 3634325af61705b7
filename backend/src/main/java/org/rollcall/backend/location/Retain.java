package org.rollcall.backend.location;

import jakarta.inject.Inject;

import io.quarkus.runtime.QuarkusApplication;
import org.jboss.logging.Logger;

/** Lets go what has been kept long enough, as the database's owner, and ends: for nodes that serve without the owner. */
public final class Retain implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(Retain.class);

    private final FixRetention retention;

    @Inject
    Retain(FixRetention retention) {
        this.retention = retention;
    }

    @Override
    public int run(String... arguments) {
        LOG.infof("days of raw fixes dropped now: %d", retention.run());
        return 0;
    }
}
