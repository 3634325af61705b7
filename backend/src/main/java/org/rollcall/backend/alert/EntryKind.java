package org.rollcall.backend.alert;

/** What can happen to an alert. Names as in the database. */
public enum EntryKind {
    OPENED, EVIDENCE, REACTIVATED, CLEARED, HANDLED
}
