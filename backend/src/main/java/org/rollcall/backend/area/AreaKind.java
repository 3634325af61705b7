package org.rollcall.backend.area;

/** What an area is. Names as in the database. */
public enum AreaKind {
    BOUNDARY, CIRCLE
}
