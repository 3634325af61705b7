package org.rollcall.backend.travel;

/** The kind of a permission. Names as in the database. */
public enum PermissionKind {
    SINGLE, RECURRING, MEDICAL_EMERGENCY, TRANSFER
}
