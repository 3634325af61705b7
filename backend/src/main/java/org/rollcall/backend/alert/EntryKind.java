package org.rollcall.backend.alert;

/** What can happen to an alert. Names as in the database. */
enum EntryKind {
    OPENED, EVIDENCE, REACTIVATED, CLEARED, HANDLED
}
