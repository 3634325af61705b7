package org.rollcall.backend.alert;

/** What people found an alert to be. */
public enum Outcome {
    VERIFIED_INNOCENT, VERIFIED_BREACH, UNRESOLVED;

    /** The step of the handling that says so. */
    Handling step() {
        return Handling.valueOf(name());
    }
}
