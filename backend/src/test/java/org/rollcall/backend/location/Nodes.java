package org.rollcall.backend.location;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.rollcall.backend.access.DeviceCredentials;
import org.rollcall.backend.area.HomeAreas;
import org.rollcall.backend.collection.CollectionModes;
import org.rollcall.backend.supervisee.CollectionPeriods;
import org.rollcall.backend.travel.Permissions;

/** Makes what other processes on the same database would be: lanes, processors and caches of their own. */
@ApplicationScoped
class Nodes {

    private final Vertx vertx;
    private final Pool pool;
    private final DeviceCredentials devices;
    private final FixPartitions partitions;
    private final Quarantine quarantine;
    private final Consequences consequences;
    private final CollectionPeriods periods;
    private final HomeAreas homes;
    private final Permissions permissions;
    private final JudgingPolicies policies;
    private final CollectionModes modes;
    private final LocationConfig config;

    Nodes(Vertx vertx, @ReactiveDataSource("intake") Pool pool, DeviceCredentials devices, FixPartitions partitions,
            Quarantine quarantine, Consequences consequences, CollectionPeriods periods, HomeAreas homes,
            Permissions permissions, JudgingPolicies policies, CollectionModes modes,
            LocationConfig config) {
        this.vertx = vertx;
        this.pool = pool;
        this.devices = devices;
        this.partitions = partitions;
        this.quarantine = quarantine;
        this.consequences = consequences;
        this.periods = periods;
        this.homes = homes;
        this.permissions = permissions;
        this.policies = policies;
        this.modes = modes;
        this.config = config;
    }

    /** A node that takes fixes. */
    Intake intake(Clock now) {
        var metrics = new SimpleMeterRegistry();
        var transaction = new BatchTransaction(rules(now), devices, partitions, quarantine, consequences);
        return new Intake(new Lanes(vertx, new Batches(pool, transaction, quarantine, metrics), config, metrics),
                now, metrics);
    }

    /** The processor of a node, which tells with what caution it begins each transaction. */
    BatchProcessor telling(Clock now, MeterRegistry metrics, Consumer<Caution> began) {
        var transaction = new BatchTransaction(rules(now), devices, partitions, quarantine, consequences) {
            @Override
            Uni<Map<Item, Outcome>> run(SqlConnection tx, List<Item> items, Caution caution) {
                began.accept(caution);
                return super.run(tx, items, caution);
            }
        };
        return new Batches(pool, transaction, quarantine, metrics);
    }

    /** The processor of a node that stops at each gate until it is let on. */
    BatchProcessor gated(int node, Interleaving interleaving, Clock now, boolean locking) {
        var transaction = new BatchTransaction(rules(now), devices, partitions, quarantine, consequences) {
            @Override
            Uni<Map<Item, Outcome>> run(SqlConnection tx, List<Item> items, Caution caution) {
                var gated = new GatedConnection(tx, node, interleaving, locking);
                return tx.query("select pg_backend_pid()").execute()
                        .invoke(rows -> interleaving.worksAt(node, rows.iterator().next().getInteger(0)))
                        .chain(() -> super.run(gated, items, caution))
                        .call(() -> interleaving.pass(node, Interleaving.Gate.COMMIT));
            }
        };
        return new Batches(pool, transaction, quarantine, new SimpleMeterRegistry());
    }

    private RulesCache rules(Clock now) {
        return rules(now, config, new SimpleMeterRegistry());
    }

    /** The rules that a node knows. */
    RulesCache rules(Clock now, LocationConfig bounds, MeterRegistry metrics) {
        return new RulesCache(periods, homes, permissions, policies, modes, bounds, now, metrics);
    }
}
