package org.rollcall.backend.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.Ids;

/**
 * Gives the messages that had nobody to whoever is on post by now: each becomes a message to every one of them, written
 * anew, so that its life begins when it has somebody. Any node may do it at any time.
 */
@ApplicationScoped
class OutboxRouting {

    private static final Logger LOG = Logger.getLogger(OutboxRouting.class);
    private static final int BATCH = 100;
    private static final String DUE = """
            select o.id, o.alert_id from outbox o
            where o.state = 'PENDING' and o.account_id is null and o.next_at <= $1
            order by o.created_at limit $2 for update skip locked""";
    // Copied as it is stored: what this version cannot read another may.
    private static final String ADDRESS = """
            insert into outbox (id, account_id, alert_id, message, next_at, created_at)
            select n.id, n.account_id, o.alert_id, o.message, $4, $4
            from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as n (id, account_id, original)
            join outbox o on o.id = n.original""";
    private static final String CLOSED = "select id from alert where id = any ($1) and handling = 'CLOSED'";
    private static final String WAIT = "update outbox set next_at = $2 where id = any ($1)";
    private static final String END = "update outbox set state = $2, finished_at = $3, last_result = $4"
            + " where id = any ($1)";

    private record Waiting(UUID id, UUID alert) {}

    private record Address(UUID account, UUID original) {}

    private final Pool pool;
    private final Recipients recipients;

    OutboxRouting(@ReactiveDataSource("worker") Pool pool, Recipients recipients) {
        this.pool = pool;
        this.recipients = recipients;
    }

    /** Looks at those whose time has come; the others are looked at again after that while. */
    Uni<Void> route(Instant now, Duration again) {
        return pool.withTransaction(tx -> tx.preparedQuery(DUE).execute(Tuple.of(AlertRows.utc(now), BATCH))
                .map(rows -> AlertRows.list(rows, row -> new Waiting(row.getUUID("id"), row.getUUID("alert_id"))))
                .chain(waiting -> waiting.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : route(tx, waiting, now, now.plus(again))));
    }

    private Uni<Void> route(SqlConnection tx, List<Waiting> waiting, Instant now, Instant again) {
        var alerts = waiting.stream().map(Waiting::alert).distinct().toList();
        return recipients.of(tx, alerts)
                .chain(accounts -> tx.preparedQuery(CLOSED).execute(Tuple.of(alerts.toArray(UUID[]::new)))
                        .map(rows -> new HashSet<>(AlertRows.list(rows, row -> row.getUUID("id"))))
                        .chain(closed -> write(tx, waiting, accounts, closed, now, again)));
    }

    private Uni<Void> write(SqlConnection tx, List<Waiting> waiting, Map<UUID, List<UUID>> accounts, Set<UUID> closed,
            Instant now, Instant again) {
        var addresses = new ArrayList<Address>();
        var over = new ArrayList<UUID>();
        var routed = new ArrayList<UUID>();
        var rest = new ArrayList<UUID>();
        for (var each : waiting) {
            if (closed.contains(each.alert())) {
                over.add(each.id());
            } else if (accounts.containsKey(each.alert())) {
                routed.add(each.id());
                accounts.get(each.alert()).forEach(account -> addresses.add(new Address(account, each.id())));
            } else {
                rest.add(each.id());
            }
        }
        if (!routed.isEmpty()) {
            LOG.infof("messages that had nobody were routed: count=%d", routed.size());
        }
        return address(tx, addresses, now).chain(() -> end(tx, routed, "ROUTED", now, "ROUTED"))
                .chain(() -> end(tx, over, "EXPIRED", now, "ALERT_CLOSED"))
                .chain(() -> rest.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tx.preparedQuery(WAIT).execute(Tuple.of(rest.toArray(UUID[]::new), AlertRows.utc(again)))
                                .replaceWithVoid());
    }

    private static Uni<Void> address(SqlConnection tx, List<Address> addresses, Instant now) {
        if (addresses.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(ADDRESS)
                .execute(Tuple.of(addresses.stream().map(each -> Ids.next()).toArray(UUID[]::new),
                        addresses.stream().map(Address::account).toArray(UUID[]::new),
                        addresses.stream().map(Address::original).toArray(UUID[]::new), AlertRows.utc(now)))
                .replaceWithVoid();
    }

    private static Uni<Void> end(SqlConnection tx, List<UUID> rows, String state, Instant now, String result) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.preparedQuery(END)
                .execute(Tuple.of(rows.toArray(UUID[]::new), state, AlertRows.utc(now), result)).replaceWithVoid();
    }
}
