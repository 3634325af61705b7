package org.rollcall.backend.location;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.InTurn;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.backend.platform.WhileClockIsOff;
import org.rollcall.geofence.Fix;
import org.rollcall.geofence.WgsCoordinate;

/**
 * Looks at what fixes that came late would have raised, when a backlog has come in. Any node may do it at any time, several
 * at once; a person in one transaction, a day of theirs at a time, so that its cost grows with what came late. Thread-safe.
 */
@ApplicationScoped
class LateSweep {

    private static final Logger LOG = Logger.getLogger(LateSweep.class);
    private static final int BATCH = 50;
    private static final Duration LATER = Duration.ofMinutes(30);
    /** What went before and comes after, so that a row of fixes is whole. */
    private static final Duration AROUND = Duration.ofHours(2);
    private static final Duration AT_ONCE = Duration.ofDays(1);
    private static final int MOST_FIXES = 20_000;
    private static final String FIXES = "select f.fixed_at, f.source_hash, f.lon, f.lat, f.accuracy_m, f.speed_mps, f.mock,"
            + " f.trigger, f.late from fix f join device d on d.id = f.device_id and d.kind = $4"
            + " where f.supervisee_id = $1 and f.fixed_at >= $2 and f.fixed_at < $3 order by f.fixed_at, f.source_hash"
            + " limit " + MOST_FIXES;

    private final Pool pool;
    private final RulesCache rules;
    private final LateCauseRows causes;
    private final Clock clock;

    LateSweep(@ReactiveDataSource("worker") Pool pool, RulesCache rules, LateCauseRows causes, Clock clock) {
        this.pool = pool;
        this.rules = rules;
        this.causes = causes;
        this.clock = clock;
    }

    @Scheduled(identity = "late-sweep", every = "{rollcall.location.late-sweep-every}", skipExecutionIf = WhileClockIsOff.class, concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sweep(clock.instant());
    }

    Uni<Void> sweep(Instant now) {
        return Uni.createFrom().deferred(() -> pool.withTransaction(tx -> LateLooks.listDue(tx, now, BATCH))
                .call(due -> InTurn.each(due, key -> one(key, now)))).repeat().until(List::isEmpty).onItem()
                .ignoreAsUni();
    }

    private Uni<Void> one(StandingKey key, Instant now) {
        return pool.withTransaction(tx -> look(tx, key, now)).onFailure().recoverWithUni(failure -> {
            LOG.errorf("fixes that came late could not be looked at and wait: %s", failure.getClass().getName());
            return pool.withTransaction(tx -> LateLooks.postpone(tx, key, now.plus(LATER)));
        });
    }

    /** Locks the standing first, as intake does. */
    private Uni<Void> look(SqlConnection tx, StandingKey key, Instant now) {
        return Standings.lock(tx, List.of(key)).chain(locked -> LateLooks.claim(tx, key, now).chain(span -> {
            var standing = locked.known().get(key);
            if (span.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            if (standing == null) {
                // A newer node judges this person: it looks, too.
                return LateLooks.postpone(tx, key, now.plus(LATER));
            }
            return rules.of(tx, List.of(standing))
                    .chain(known -> replay(tx, standing, known.get(key.person()), span.get(), now));
        }));
    }

    private Uni<Void> replay(SqlConnection tx, LockedStanding standing, PersonRules known, LateLooks.Span span,
            Instant now) {
        var key = standing.key();
        var day = span.from().plus(AT_ONCE);
        var upTo = day.isBefore(span.until()) ? day : span.until();
        return tx.preparedQuery(FIXES)
                .execute(Tuple.of(key.person(), Timestamps.utc(span.from().minus(AROUND)),
                        Timestamps.utc(upTo.plus(AROUND)), key.kind().name()))
                .map(rows -> {
                    var fixes = new ArrayList<LateReplay.Stored>();
                    rows.forEach(row -> fixes.add(stored(row)));
                    return LateReplay.of(key.kind(), fixes, known).stream()
                            .filter(shown -> !shown.openedAt().isBefore(span.from())).toList();
                })
                .chain(shown -> causes.keep(tx, standing, new LateLooks.Span(span.from(), upTo.plus(AROUND)), shown,
                        now))
                .chain(() -> LateLooks.done(tx, key, span, upTo));
    }

    private static LateReplay.Stored stored(Row row) {
        var at = row.getOffsetDateTime("fixed_at").withOffsetSameInstant(ZoneOffset.UTC).toInstant();
        var fix = new Fix(new WgsCoordinate(row.getDouble("lat"), row.getDouble("lon")), optional(row, "accuracy_m"),
                at,
                at, Fix.Trigger.valueOf(row.getString("trigger")),
                Optional.ofNullable(row.getBoolean("mock")).orElse(false), optional(row, "speed_mps"));
        return new LateReplay.Stored(fix, row.getBoolean("late"), row.get(Buffer.class, "source_hash"));
    }

    private static OptionalDouble optional(Row row, String column) {
        var value = row.getFloat(column);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
