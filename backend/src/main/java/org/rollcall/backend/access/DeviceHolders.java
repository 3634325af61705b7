package org.rollcall.backend.access;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Whose each device is. It never becomes another's (the database refuses it), so that who has asked once knows it for good.
 * Says nothing of whether the device still counts. Thread-safe.
 */
@ApplicationScoped
class DeviceHolders {

    private static final String IS_OF = "select device_is_of($1, $2) as held";

    private final Pool pool;

    DeviceHolders(Pool pool) {
        this.pool = pool;
    }

    /** Whether that device was enrolled for that person, be it revoked or not. */
    Uni<Boolean> isOf(UUID person, UUID device) {
        return pool.preparedQuery(IS_OF).execute(Tuple.of(person, device))
                .map(rows -> rows.iterator().next().getBoolean("held"));
    }
}
