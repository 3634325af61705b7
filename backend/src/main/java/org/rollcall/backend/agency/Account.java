package org.rollcall.backend.agency;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.access.Post;

/**
 * A staff account as an admin sees it.
 *
 * @param kind always {@code STAFF}
 * @param disabledAt null while it is not shut
 * @param posts those in the admin's scope, ended ones too
 */
public record Account(UUID id, String kind, String login, String displayName, Instant createdAt, Instant disabledAt,
        List<Post> posts) {

    static final String COLUMNS = "id, login, display_name, created_at, disabled_at";

    static Account of(Row row, List<Post> posts) {
        OffsetDateTime disabledAt = row.getOffsetDateTime("disabled_at");
        return new Account(row.getUUID("id"), "STAFF", row.getString("login"), row.getString("display_name"),
                row.getOffsetDateTime("created_at").toInstant(), disabledAt == null ? null : disabledAt.toInstant(),
                posts);
    }

    @Override
    public String toString() {
        return "Account[id=" + id + "]";
    }
}
