package org.rollcall.backend.platform;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * The key of the last item of a page. Clients see it as a word without meaning. It opens nothing: whoever changes it
 * gets another place in a list that they may read anyway.
 */
public sealed interface Cursor {

    /** In a list ordered by id. */
    record ById(UUID id) implements Cursor {}

    /** In a list ordered by an instant, then by id. */
    record ByInstant(Instant at, UUID id) implements Cursor {}

    /** The word that the client sees. */
    default String word() {
        var text = this instanceof ByInstant moment ? moment.at() + "|" + moment.id() : ((ById) this).id().toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if no list of ours gave that word */
    static Cursor of(String word) {
        var text = new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8);
        int bar = text.indexOf('|');
        try {
            return bar < 0
                    ? new ById(UUID.fromString(text))
                    : new ByInstant(Instant.parse(text.substring(0, bar)), UUID.fromString(text.substring(bar + 1)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
