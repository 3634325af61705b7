package org.rollcall.backend.location;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.access.Sealing;
import org.rollcall.backend.platform.Ids;

/**
 * Keeps aside what an enrolled device sent and we cannot take, so that it may be acknowledged: sealed, cut to a size, so
 * many a day of one device, for a while. Outside a collection period, of the time after a phone was replaced, and of one
 * that was ended for another reason nothing is kept but a count (DESIGN invariant 7).
 * Thread-safe.
 *
 * <p>It locks the device's counter of the day, after standings if the transaction locks any; a device belongs to one
 * person, so two transactions that lock their standings in order meet here in order.
 */
@ApplicationScoped
public class Quarantine {

    static final String PURPOSE = "quarantine";

    private static final String COUNT = """
            with known as (
              select d.id, exists (select from collection_period c where c.supervisee_id = d.supervisee_id
                and c.known_until is null and c.valid @> $2::timestamptz)
                and (d.revoked_at is null or d.replaced_at is not null and $2::timestamptz < d.replaced_at)
                and (d.kind = 'PHONE' or exists (select from location_mode m join positioning_order o on o.id = m.order_id
                  where m.supervisee_id = d.supervisee_id and m.known_until is null and m.valid @> $2::timestamptz
                    and o.serial_number = d.serial_number)) as collecting
              from device d where d.id = $1)
            insert into quarantine_count as q (device_id, day, bodies, forgotten)
            select id, $3::date, collecting::int, (not collecting)::int from known
            on conflict (device_id, day) do update
              set bodies = q.bodies + excluded.bodies, forgotten = q.forgotten + excluded.forgotten
            returning q.bodies, (select collecting from known) as collecting""";
    private static final String KEEP = """
            insert into quarantine (id, device_id, dialect, reason, received_at, body_bytes, sealed)
            select $1, d.id, d.dialect, $3, $4, $5, $6 from device d where d.id = $2""";

    /** What became of a suspect. */
    private enum Outcome {
        KEPT, COUNTED_ONLY, FORGOTTEN
    }

    private final Pool pool;
    private final Sealing sealing;
    private final QuarantineConfig config;
    private final MeterRegistry metrics;

    Quarantine(@ReactiveDataSource("intake") Pool pool, Sealing sealing, QuarantineConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.sealing = sealing;
        this.config = config;
        this.metrics = metrics;
    }

    /** Keeps it in a transaction of its own: durable when this completes. */
    public Uni<Void> keep(Suspect suspect) {
        return pool.withTransaction(transaction -> keep(transaction, suspect));
    }

    /** Keeps it in the transaction of this connection, which runs as {@code rollcall_intake}. */
    public Uni<Void> keep(SqlConnection transaction, Suspect suspect) {
        return transaction.preparedQuery(COUNT)
                .execute(Tuple.of(suspect.device(), utc(suspect.about().orElse(suspect.receivedAt())),
                        LocalDate.ofInstant(suspect.receivedAt(), ZoneOffset.UTC)))
                .chain(rows -> {
                    var counted = rows.iterator();
                    if (!counted.hasNext()) {
                        return Uni.createFrom().failure(new IllegalStateException("no such device"));
                    }
                    var row = counted.next();
                    if (!row.getBoolean("collecting")) {
                        return count(suspect, Outcome.FORGOTTEN);
                    }
                    return row.getInteger("bodies") > config.bodiesPerDay()
                            ? count(suspect, Outcome.COUNTED_ONLY)
                            : store(transaction, suspect).chain(() -> count(suspect, Outcome.KEPT));
                });
    }

    private Uni<Void> store(SqlConnection transaction, Suspect suspect) {
        byte[] body = suspect.body();
        byte[] kept = body.length <= config.bodyBytes() ? body : Arrays.copyOf(body, config.bodyBytes());
        return transaction.preparedQuery(KEEP)
                .execute(Tuple.of(Ids.next(), suspect.device(), suspect.reason().name(), utc(suspect.receivedAt()),
                        body.length, Buffer.buffer(sealing.seal(PURPOSE, kept))))
                .replaceWithVoid();
    }

    private Uni<Void> count(Suspect suspect, Outcome outcome) {
        metrics.counter(LocationMeters.QUARANTINE, "reason", suspect.reason().name(), "outcome", outcome.name())
                .increment();
        return Uni.createFrom().voidItem();
    }

    private static Object utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
