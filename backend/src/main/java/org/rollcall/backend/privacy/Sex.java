package org.rollcall.backend.privacy;

/** As a citizen's number tells it. */
public enum Sex {
    MALE, FEMALE
}
