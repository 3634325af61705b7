package org.rollcall.backend.alert;

/** Whether the cause of an alert holds; set by software. Names as in the database. */
public enum Condition {
    ACTIVE, CLEARED
}
