package org.rollcall.backend.alert;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.rollcall.notifications.Message;

/**
 * A message to somebody.
 *
 * @param account to whom; empty where an alert has nobody yet: the worker looks again until there is somebody
 * @param alert the alert it is about, if any
 * @param message what is said
 */
public record Letter(Optional<UUID> account, Optional<UUID> alert, Message message) {

    /** @throws IllegalArgumentException if it is to nobody and about no alert */
    public Letter {
        Objects.requireNonNull(message, "message");
        if (account.isEmpty() && alert.isEmpty()) {
            throw new IllegalArgumentException("a letter to nobody must be about an alert");
        }
    }

    /** A message to an account that is about no alert: a reminder, a request for a burst, a task. */
    public static Letter to(UUID account, Message message) {
        return new Letter(Optional.of(account), Optional.empty(), message);
    }
}
