package org.rollcall.notifications;

import java.util.Objects;

/**
 * Where a phone is reached. The value is a secret: who has it can address the phone.
 *
 * @param kind what the value is
 * @param value the token or installation id, 1 to 4,096 characters; never in a log line
 */
public record Registration(Kind kind, String value) {

    /** FCM is moving from tokens to installation ids, so both are kept. */
    public enum Kind {
        FCM_TOKEN, FCM_INSTALLATION_ID
    }

    private static final int MAX_LENGTH = 4096;

    /** @throws IllegalArgumentException if the value is blank or too long; the value is not repeated */
    public Registration {
        Objects.requireNonNull(kind, "kind");
        if (value == null || value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("registration value must have 1 to 4096 characters");
        }
    }

    /** The kind only. */
    @Override
    public String toString() {
        return "Registration[" + kind + ", hidden]";
    }
}
