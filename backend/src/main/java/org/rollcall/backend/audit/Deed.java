package org.rollcall.backend.audit;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/**
 * Something that somebody did or looked at.
 *
 * @param actor the account that did it
 * @param action what
 * @param object what it was done to, or who was looked at
 * @param purpose why, from a closed list; a look at a location always has one
 * @param detail ids, codes, instants, counts
 */
public record Deed(UUID actor, Action action, UUID object, Optional<String> purpose, JsonObject detail) {

    public Deed {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(purpose, "purpose");
        detail = detail.copy();
    }

    /** A deed that needs no more words. */
    public static Deed of(UUID actor, Action action, UUID object) {
        return new Deed(actor, action, object, Optional.empty(), new JsonObject());
    }
}
