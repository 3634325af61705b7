package org.rollcall.notifications;

import java.util.Set;
import java.util.UUID;

/** The rule for a message's link: known words and the object's id, so that no name or place can slip in. */
final class LinkPath {

    private static final Set<String> WORDS = Set.of("alerts", "bursts", "duties", "inbox", "me", "tasks");

    private LinkPath() {
    }

    static void check(String link, UUID objectId) {
        if (link == null || !link.startsWith("/")) {
            throw new IllegalArgumentException("link must be a path that starts with /");
        }
        for (String segment : link.substring(1).split("/", -1)) {
            if (!WORDS.contains(segment) && !segment.equals(objectId.toString())) {
                // The segment itself is not repeated: it may be what must not be told.
                throw new IllegalArgumentException("link may hold only known words and the object's id");
            }
        }
    }
}
