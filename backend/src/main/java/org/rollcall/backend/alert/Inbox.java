package org.rollcall.backend.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.rollcall.backend.access.Scope;
import org.rollcall.backend.platform.Cursor;
import org.rollcall.backend.platform.Page;
import org.rollcall.backend.platform.PageRequest;
import org.rollcall.notifications.AlertCode;
import org.rollcall.notifications.Catalogue;
import org.rollcall.notifications.MessageCode;
import org.rollcall.notifications.Severity;

/** All that was said to somebody, whether or not a push has arrived: best effort stands beside it, not in its place. */
@ApplicationScoped
class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final String LIST = "select id, created_at, message from outbox where account_id = scope_account()"
            + " and ($1::uuid is null or id < $1) order by id desc limit $2";

    /** Something said to somebody, without names and places: those are read at the link. */
    public record InboxMessage(UUID id, Instant createdAt, MessageCode code, Optional<AlertCode> alertCode,
            Severity severity, String title, String text, UUID objectId, String link) {

        private static InboxMessage of(Row row) {
            var message = MessageJson.read(row.getJsonObject("message"));
            var text = Catalogue.text(message);
            return new InboxMessage(row.getUUID("id"), row.getOffsetDateTime("created_at").toInstant(), message.code(),
                    message.findAlertCode(), message.severity(), text.title(), text.body(), message.objectId(),
                    message.link());
        }
    }

    private final Scope scope;

    Inbox(Scope scope) {
        this.scope = scope;
    }

    /** The asker's, newest first. */
    Uni<Page<InboxMessage>> list(PageRequest page) {
        var after = page.afterId();
        return scope
                .inTransaction(tx -> tx.preparedQuery(LIST)
                        .execute(Tuple.of(after == null ? null : after.id(), page.fetch())))
                .map(rows -> page.page(AlertRows.list(rows, Function.identity()),
                        row -> new Cursor.ById(row.getUUID("id"))))
                .map(rows -> new Page<>(rows.items().stream().flatMap(row -> readable(row).stream()).toList(),
                        rows.next()));
    }

    // During an upgrade a node of the new version may write what this one cannot read, and will show it.
    private static Optional<InboxMessage> readable(Row row) {
        try {
            return Optional.of(InboxMessage.of(row));
        } catch (RuntimeException e) {
            LOG.warnf("a message is of another version: outboxId=%s", row.getUUID("id"));
            return Optional.empty();
        }
    }
}
