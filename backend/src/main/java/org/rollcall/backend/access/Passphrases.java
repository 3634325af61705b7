package org.rollcall.backend.access;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The passphrase that each OwnTracks phone got at its enrolment. In the database it is sealed; a node remembers what it
 * has opened for as short a time as it remembers a verified secret. Thread-safe.
 */
@ApplicationScoped
public class Passphrases {

    static final String PURPOSE = "passphrase";

    private static final String FIND = "select passphrase_sealed from device where id = $1 and revoked_at is null";

    private final Pool pool;
    private final Sealing sealing;
    private final Cache<UUID, Optional<Passphrase>> opened;

    Passphrases(@ReactiveDataSource("intake") Pool pool, Sealing sealing, CredentialsConfig config, Clock clock) {
        this.pool = pool;
        this.sealing = sealing;
        this.opened = Caffeine.newBuilder().maximumSize(config.remembered()).expireAfterWrite(config.verifiedFor())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis())).build();
    }

    /** Empty for a device that has none: of another app, or enrolled before there were any. */
    public Uni<Optional<Passphrase>> find(EnrolledDevice device) {
        var known = opened.getIfPresent(device.id());
        return known != null
                ? Uni.createFrom().item(known)
                : pool.preparedQuery(FIND).execute(Tuple.of(device.id()))
                        .map(rows -> rows.rowCount() == 0
                                ? Optional.<Passphrase>empty()
                                : open(rows.iterator().next()))
                        .invoke(found -> opened.put(device.id(), found));
    }

    /** What the database keeps. */
    byte[] sealed(Passphrase passphrase) {
        return sealing.seal(PURPOSE, passphrase.word().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Passphrase> open(Row row) {
        return Optional.ofNullable(row.get(Buffer.class, "passphrase_sealed"))
                .map(sealed -> new Passphrase(new String(sealing.open(PURPOSE, sealed.getBytes()),
                        StandardCharsets.UTF_8)));
    }
}
