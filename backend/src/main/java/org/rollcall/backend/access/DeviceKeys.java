package org.rollcall.backend.access;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

/** The keys of the phones that count: enrolled with our own client, not revoked, their people not shut out. */
@ApplicationScoped
class DeviceKeys {

    /** Whose phone it is, and its key. */
    record Holder(UUID person, DeviceKey key) {}

    private static final String KEY = "select supervisee_id, public_key from device_key($1)";

    private static final String REPLACED = "select supervisee_id, public_key from replaced_device_key($1, $2)";

    private final Pool pool;

    DeviceKeys(Pool pool) {
        this.pool = pool;
    }

    /** Empty where there is no such phone, or it does not count. */
    Uni<Optional<Holder>> find(UUID device) {
        return pool.preparedQuery(KEY).execute(Tuple.of(device)).map(DeviceKeys::holder);
    }

    /** Empty where there is no such phone, or it was not replaced after that instant. */
    Uni<Optional<Holder>> findReplaced(UUID device, Instant since) {
        return pool.preparedQuery(REPLACED).execute(Tuple.of(device, since.atOffset(ZoneOffset.UTC)))
                .map(DeviceKeys::holder);
    }

    private static Optional<Holder> holder(RowSet<Row> rows) {
        if (rows.rowCount() == 0) {
            return Optional.empty();
        }
        var row = rows.iterator().next();
        return Optional.of(new Holder(row.getUUID("supervisee_id"),
                DeviceKey.of(row.get(Buffer.class, "public_key").getBytes())));
    }
}
