package org.rollcall.backend.location;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Drops the tables of days whose fixes are copied: detached first, concurrently, so that nobody who reads or writes other
 * days waits; then, when it is seen that nothing would be lost, dropped. Only the owner of the database may, so that a
 * node without the owner's password leaves it to one that has it, or to the command {@code retain}. Thread-safe.
 */
@Startup
@ApplicationScoped
class FixDays {

    private static final Logger LOG = Logger.getLogger(FixDays.class);
    private static final String ONE_AT_A_TIME = "hashtextextended('rollcall.fix.retention', 0)";

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    private final DataSource owner;
    private final boolean allowed;
    private final Duration lockTimeout;
    private final AtomicInteger waiting;

    @Inject
    FixDays(@io.quarkus.agroal.DataSource("owner") DataSource owner,
            @ConfigProperty(name = "quarkus.datasource.owner.password") Optional<String> password,
            MeterRegistry metrics) {
        this(owner, password, metrics, LOCK_TIMEOUT);
    }

    FixDays(DataSource owner, Optional<String> password, MeterRegistry metrics, Duration lockTimeout) {
        this.owner = owner;
        this.lockTimeout = lockTimeout;
        this.allowed = password.isPresent();
        this.waiting = metrics.gauge("rollcall.fix.days.waiting", new AtomicInteger());
    }

    /**
     * Drops those whose fixes are kept as they should be; what cannot be done now is left for the next time.
     *
     * @return how many were dropped
     */
    int drop(List<LocalDate> days) {
        waiting.set(days.size());
        if (days.isEmpty() || !allowed) {
            return 0;
        }
        int dropped = 0;
        try (var connection = owner.getConnection()) {
            execute(connection, "set lock_timeout = " + lockTimeout.toMillis());
            if (!is(connection, "select pg_try_advisory_lock(" + ONE_AT_A_TIME + ")")) {
                return 0;
            }
            try {
                for (var day : days) {
                    dropped += drop(connection, day) ? 1 : 0;
                }
            } finally {
                is(connection, "select pg_advisory_unlock(" + ONE_AT_A_TIME + ")");
                execute(connection, "reset lock_timeout");
            }
        } catch (SQLException e) {
            LOG.warnf("no days of fixes can be dropped now: SQL state %s", e.getSQLState());
        }
        waiting.set(days.size() - dropped);
        return dropped;
    }

    private static boolean drop(Connection connection, LocalDate day) {
        try {
            var table = "fix_" + day.toString().replace("-", "");
            if (!kept(connection, day)) {
                return false;
            }
            switch (state(connection, day)) {
                case "ATTACHED" -> execute(connection, "alter table fix detach partition " + table + " concurrently");
                case "DETACHING" -> execute(connection, "alter table fix detach partition " + table + " finalize");
                default -> LOG.debugf("fixes of %s are detached", day);
            }
            // Now nobody can store one any more: what is seen here is final.
            if (!kept(connection, day)) {
                return false;
            }
            end(connection, day, table);
            LOG.infof("raw fixes of %s are gone; what is linked and a thinned rest are kept", day);
            return true;
        } catch (SQLException e) {
            LOG.warnf("fixes of %s cannot be dropped now: SQL state %s", day, e.getSQLState());
            return false;
        }
    }

    private static boolean kept(Connection connection, LocalDate day) throws SQLException {
        boolean kept = is(connection, "select fixes_are_kept('" + day + "')");
        if (!kept) {
            LOG.errorf("fixes of %s are not dropped: what is to be kept of them is not kept yet", day);
        }
        return kept;
    }

    private static String state(Connection connection, LocalDate day) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select state from fix_days_before(date '" + day
                        + "' + 1) where day = '" + day + "'")) {
            return rows.next() ? rows.getString(1) : "GONE";
        }
    }

    private static void end(Connection connection, LocalDate day, String table) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute(connection, "insert into fix_day_dropped (day, kept, thinned) select d.day,"
                    + " (select count(*) from kept_fix k where k.fixed_at >= fix_day_start(d.day)"
                    + " and k.fixed_at < fix_day_start(d.day + 1)),"
                    + " (select count(*) from thinned_fix t where t.fixed_at >= fix_day_start(d.day)"
                    + " and t.fixed_at < fix_day_start(d.day + 1))"
                    + " from (select date '" + day + "' as day) d on conflict (day) do nothing");
            execute(connection, "drop table " + table);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean is(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
