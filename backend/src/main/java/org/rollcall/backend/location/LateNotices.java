package org.rollcall.backend.location;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.rollcall.backend.alert.StaffTask;
import org.rollcall.backend.alert.StaffTasks;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.notifications.Severity;

/**
 * Tells officers that something was recorded later. It is no alarm: the time is past, so that it is said by day, in the
 * person's own zone, and once a person and day whatever came; the list has the rest. Thread-safe.
 */
@ApplicationScoped
class LateNotices {

    private static final String ZONE = "select zone from supervisee where id = $1";
    private static final String ONCE = "insert into late_notice (supervisee_id, day, late_cause_id, told_at)"
            + " values ($1, $2, $3, $4) on conflict do nothing";

    private final StaffTasks tasks;
    private final LocationConfig config;

    LateNotices(StaffTasks tasks, LocationConfig config) {
        this.tasks = tasks;
        this.config = config;
    }

    /** Says it of that person, with the cause, unless something was said of that day. */
    Uni<Void> tell(SqlConnection tx, UUID person, UUID cause, Instant now) {
        return tx.preparedQuery(ZONE).execute(Tuple.of(person)).chain(rows -> {
            var zone = ZoneId.of(rows.iterator().next().getString("zone"));
            var at = byDay(now.atZone(zone), config.lateNoticesFrom(), config.lateNoticesUntil());
            return tx.preparedQuery(ONCE)
                    .execute(Tuple.of(person, at.toLocalDate(), cause, Timestamps.utc(now)))
                    .chain(said -> said.rowCount() == 0
                            ? Uni.createFrom().voidItem()
                            : tasks.tell(tx, person, StaffTask.Kind.RECORDED_LATER, cause, Severity.INFORMATION,
                                    at.toInstant()));
        });
    }

    /** That time, or the next morning where it is none of the day's. */
    static ZonedDateTime byDay(ZonedDateTime now, LocalTime from, LocalTime until) {
        var time = now.toLocalTime();
        if (time.isBefore(from)) {
            return now.toLocalDate().atTime(from).atZone(now.getZone());
        }
        return time.isBefore(until) ? now : now.toLocalDate().plusDays(1).atTime(from).atZone(now.getZone());
    }
}
