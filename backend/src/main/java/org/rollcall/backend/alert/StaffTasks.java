package org.rollcall.backend.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.Severity;

/** Tells the officers of a person that work waits which is no alert: an order that ends. Thread-safe. */
@ApplicationScoped
public class StaffTasks {

    private static final Logger LOG = Logger.getLogger(StaffTasks.class);

    private static final String PUT = "insert into staff_task (id, supervisee_id, kind, told_at) values ($1, $2, $3, $4)"
            + " on conflict (id) do update set told_at = excluded.told_at, kind = excluded.kind";

    private final Recipients recipients;
    private final Outbox outbox;
    private final Clock clock;

    StaffTasks(Recipients recipients, Outbox outbox, Clock clock) {
        this.recipients = recipients;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Puts a message to each of them into the outbox, to be found in their inboxes too, and the task that its link names.
     *
     * @param task the id of what it is about
     */
    public Uni<Void> tell(SqlConnection tx, UUID person, StaffTask.Kind kind, UUID task, Severity severity) {
        return tell(tx, person, kind, task, severity, clock.instant());
    }

    /**
     * The same, and no phone rings before that time: until then it is in their inboxes alone.
     *
     * @param from when it may be sent
     */
    public Uni<Void> tell(SqlConnection tx, UUID person, StaffTask.Kind kind, UUID task, Severity severity,
            Instant from) {
        return tx.preparedQuery(PUT)
                .execute(Tuple.of(task, person, kind.name(), Timestamps.utc(Timestamps.now(clock))))
                .chain(() -> recipients.ofPerson(tx, person)).chain(accounts -> {
                    if (accounts.isEmpty()) {
                        LOG.warnf("nobody is on post for a task: %s", task);
                    }
                    return outbox.put(tx, accounts.stream()
                            .map(account -> Letter.to(account, Message.taskWaiting(task, severity))).toList(), from);
                });
    }
}
