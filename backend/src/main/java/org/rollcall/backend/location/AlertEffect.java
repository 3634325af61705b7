package org.rollcall.backend.location;

import java.time.Instant;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.rollcall.backend.alert.Cause;
import org.rollcall.notifications.AlertCode;

/** What a transition does to the alerts of a person. */
sealed interface AlertEffect {

    /** Which alert, among those of the person. */
    record Target(UUID person, AlertCode code, String object) {}

    Target target();

    /** Opens it, or attaches to it. */
    record Raise(Cause cause) implements AlertEffect {

        @Override
        public Target target() {
            return new Target(cause.supervisee(), cause.code(), cause.object());
        }
    }

    /** Says that its cause is over. */
    record Clear(Target target, Instant at, JsonObject fact) implements AlertEffect {}
}
