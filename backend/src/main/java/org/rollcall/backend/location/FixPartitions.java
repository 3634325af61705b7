package org.rollcall.backend.location;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * The UTC days for which a fix can be stored: partitions made ahead, from as far back as fixes are taken to some days
 * from now. Any node makes them, at its start and from time to time; it does no harm to do it twice. A time for which
 * there is none is routed away before anything is inserted: there is no default partition. Thread-safe.
 */
@ApplicationScoped
public class FixPartitions {

    private static final Logger LOG = Logger.getLogger(FixPartitions.class);
    private static final String LISTENS = "quarkus.http.host-enabled";
    private static final Duration START = Duration.ofSeconds(20);

    private final Pool pool;
    private final PartitionConfig config;
    private final Clock clock;
    private final AtomicReference<Set<LocalDate>> days = new AtomicReference<>(Set.of());

    FixPartitions(@ReactiveDataSource("worker") Pool pool, PartitionConfig config, Clock clock, MeterRegistry metrics) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
        metrics.gauge("rollcall.fix.partitions.days.left", this, FixPartitions::daysLeft);
    }

    /**
     * Whether a fix of that time can be stored, as far as this node knows. A day that is older than fixes are taken for is
     * left alone also while it has a partition: it may be on its way out.
     */
    public boolean holds(Instant fixedAt) {
        // Instant.MAX and the like have no date.
        if (fixedAt.getEpochSecond() < 0 || fixedAt.getEpochSecond() >= 1L << 40) {
            return false;
        }
        var day = LocalDate.ofInstant(fixedAt, ZoneOffset.UTC);
        return days.get().contains(day) && !day.isBefore(today().minusDays(config.daysBack()));
    }

    /** For how many days from today on, today included, there is a partition for each. */
    public int daysLeft() {
        var known = days.get();
        var today = today();
        int left = 0;
        while (known.contains(today.plusDays(left))) {
            left++;
        }
        return left;
    }

    /** Makes what is missing, and learns what there is. How many were made. */
    public Uni<Integer> make() {
        var today = today();
        return pool
                .preparedQuery("select make_fix_partitions($1, $2)")
                .execute(Tuple.of(today.minusDays(config.daysBack()), today.plusDays(config.daysAhead())))
                .map(rows -> rows.iterator().next().getInteger(0)).call(this::learn);
    }

    private Uni<Void> learn() {
        return pool.query("select fix_partition_days()").execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> row.getLocalDate(0))
                        .collect(Collectors.toUnmodifiableSet()))
                .invoke(days::set).replaceWithVoid();
    }

    @Scheduled(identity = "fix-partitions", every = "{rollcall.partitions.every}", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return make().replaceWithVoid();
    }

    /** Before the first request: a node without partitions could store nothing. Commands that only end need none. */
    void start(@Observes StartupEvent event) {
        if (!ConfigProvider.getConfig().getOptionalValue(LISTENS, boolean.class).orElse(true)) {
            return;
        }
        try {
            make().await().atMost(START);
        } catch (RuntimeException e) {
            // The node starts and is not ready; the next tick tries again.
            LOG.warnf("no partitions for fixes yet: %s", e.getClass().getSimpleName());
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
