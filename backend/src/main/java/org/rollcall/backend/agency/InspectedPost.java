package org.rollcall.backend.agency;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
import org.rollcall.backend.access.Post;
import org.rollcall.backend.platform.Timestamps;

/**
 * A post, whose it is, and who gave and ended it, as inspectors are shown it.
 *
 * @param login null for who signs in by a provider
 * @param fromProvider whether a provider gave it; then nobody here did
 * @param given null where that is not on record
 * @param ended null where nobody ended it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InspectedPost(Post post, String displayName, String login, boolean fromProvider, ByWhom given, ByWhom ended) {

    /** Who, as they are called today, and when. */
    record ByWhom(UUID accountId, String displayName, Instant at) {
        private static ByWhom of(Row row, String what) {
            var who = row.getUUID(what + "_by");
            return who == null
                    ? null
                    : new ByWhom(who, row.getString(what + "_by_name"), Timestamps.instant(row, what + "_at"));
        }
    }

    static InspectedPost of(Row row) {
        return new InspectedPost(Post.of(row), row.getString("display_name"), row.getString("login"),
                row.getBoolean("from_provider"), ByWhom.of(row, "given"), ByWhom.of(row, "ended"));
    }
}
