package org.rollcall.backend.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;
import org.rollcall.notifications.Message;
import org.rollcall.notifications.Severity;

/** Tells the officers of a person that work waits which is no alert: an order that ends. Thread-safe. */
@ApplicationScoped
public class StaffTasks {

    private static final Logger LOG = Logger.getLogger(StaffTasks.class);

    private final Recipients recipients;
    private final Outbox outbox;
    private final Clock clock;

    StaffTasks(Recipients recipients, Outbox outbox, Clock clock) {
        this.recipients = recipients;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Puts a message to each of them into the outbox, to be found in their inboxes too.
     *
     * @param task what it is about
     */
    public Uni<Void> tell(SqlConnection tx, UUID person, UUID task, Severity severity) {
        return tell(tx, person, task, severity, clock.instant());
    }

    /**
     * The same, and no phone rings before that time: until then it is in their inboxes alone.
     *
     * @param from when it may be sent
     */
    public Uni<Void> tell(SqlConnection tx, UUID person, UUID task, Severity severity, Instant from) {
        return recipients.ofPerson(tx, person).chain(accounts -> {
            if (accounts.isEmpty()) {
                LOG.warnf("nobody is on post for a task: %s", task);
            }
            return outbox.put(tx, accounts.stream()
                    .map(account -> Letter.to(account, Message.taskWaiting(task, severity))).toList(), from);
        });
    }
}
