package org.rollcall.backend.oversight;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import org.rollcall.backend.access.AnchorKey;
import org.rollcall.backend.testing.PhoneKey;
import org.rollcall.backend.testing.PrivatePostgres;
import org.rollcall.backend.testing.TestClock;

/** A record in a database of its own: entries, sealing, anchors in a directory, and the owner who may do anything. */
final class SealedRecord implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofHours(24);

    final TestClock clock = new TestClock();
    final PrivatePostgres.Database database;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final Connection owner;
    private AnchorKey key = newKey();
    private Path directory;

    SealedRecord(String name) throws SQLException {
        database = PrivatePostgres.running().migrated(name);
        owner = database.connect("owner");
        pool = pool("worker");
    }

    /** A pool of that role. */
    Pool pool(String role) {
        var settings = database.settings();
        return PgBuilder.pool().using(vertx)
                .connectingTo(new PgConnectOptions().setHost(settings.get("ROLLCALL_DB_HOST"))
                        .setPort(Integer.parseInt(settings.get("ROLLCALL_DB_PORT")))
                        .setDatabase(settings.get("ROLLCALL_DB_NAME")).setUser("rollcall_" + role)
                        .setPassword(settings.get("ROLLCALL_DB_" + role.toUpperCase(java.util.Locale.ROOT)
                                + "_PASSWORD")))
                .build();
    }

    /** Forgets all, and writes anchors into that directory from now on. */
    void begin(Path anchors) {
        sql("truncate audit_anchor, audit_batch, audit_entry");
        directory = anchors;
        clock.reset();
    }

    /** A new entry in a transaction of its own. */
    UUID entry() {
        var id = UUID.randomUUID();
        sql("insert into audit_entry (id, at, action, object_id, purpose, detail) values ('" + id
                + "', now(), 'TRAJECTORY_SEEN', gen_random_uuid(), 'CASE', '{\"count\": 7}')");
        return id;
    }

    List<UUID> entries(int count) {
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < count; i++) {
            ids.add(entry());
        }
        return ids;
    }

    /** One batch of at most three. */
    int seal() {
        return await(new Sealer(pool, clock, 3).sealOne());
    }

    /** All that waits, in batches of at most three, an anchor a day later, and its file. */
    void sealAndAnchor() {
        int sealed = seal();
        while (sealed > 0) {
            sealed = seal();
        }
        anchor();
    }

    void anchor() {
        clock.advance(DAY);
        var anchors = new Anchors(pool, key, clock, DAY);
        await(anchors.makeIfDue());
        var files = new AnchorFiles(directory);
        await(anchors.behind(files.last(), 100)).forEach(files::write);
    }

    boolean makeAnchorIfDue() {
        return await(new Anchors(pool, key, clock, DAY).makeIfDue());
    }

    /** One round of the sweep, as a node does it that was given this directory. */
    void sweep(MeterRegistry metrics) {
        var config = new SmallRyeConfigBuilder().withMapping(OversightConfig.class)
                .withDefaultValue("rollcall.audit.seal-every", "off")
                .withDefaultValue("rollcall.audit.batch", "3")
                .withDefaultValue("rollcall.audit.anchor-every", DAY.toString())
                .withDefaultValue("rollcall.audit.anchor-directory", directory.toString())
                .build().getConfigMapping(OversightConfig.class);
        var meters = new OversightMeters(pool, clock, metrics);
        await(new SealingSweep(pool, content -> key.sign(content), config, meters, clock).sweep());
        await(meters.read());
    }

    Report verify(String... keys) {
        return await(new Verifier(pool, Optional.of(new AnchorFiles(directory)), Set.of(keys)).verify());
    }

    List<Finding.Kind> found() {
        return verify().findings().stream().map(Finding::kind).distinct().toList();
    }

    /** Signs with another key from now on. */
    void changeKey() {
        key = newKey();
    }

    /** One statement as the owner. */
    int sql(String statement) {
        try (var prepared = owner.createStatement()) {
            return prepared.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String one(String query) {
        try (var statement = owner.createStatement(); var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What somebody can do who has the database and no key: seal anew, from the first batch on. */
    void sealAnewAsTheOwner() {
        sql("alter table audit_anchor drop constraint audit_anchor_batch_fkey");
        sql("delete from audit_batch");
        int sealed = seal();
        while (sealed > 0) {
            sealed = seal();
        }
    }

    static <T> T await(Uni<T> work) {
        return work.await().atMost(SOON);
    }

    private static AnchorKey newKey() {
        var id = UUID.randomUUID();
        var pair = PhoneKey.make().pair();
        return content -> {
            try {
                var signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(pair.getPrivate());
                signature.update(content);
                return Uni.createFrom().item(new AnchorKey.Signed(id, pair.getPublic().getEncoded(),
                        signature.sign()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Override
    public void close() throws SQLException {
        owner.close();
        await(pool.close());
        await(vertx.close());
    }
}
