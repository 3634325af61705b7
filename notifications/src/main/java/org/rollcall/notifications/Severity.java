package org.rollcall.notifications;

/** How soon a message wants a person: {@code DOMAIN} section on alerts (I, W, C). */
public enum Severity {
    /** To be known; waits for the digest. */
    INFORMATION,
    /** To be done today. */
    WARNING,
    /** To be acted on now. */
    CRITICAL
}
