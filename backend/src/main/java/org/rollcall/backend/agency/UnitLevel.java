package org.rollcall.backend.agency;

/** A level of the organisation tree, from the top. Names as in the database. */
public enum UnitLevel {
    PROVINCE, PREFECTURE, COUNTY, CENTRE, JUSTICE_OFFICE, VILLAGE;

    /** Whether a unit of this level may have one of that level above it, at whatever distance. */
    boolean isBelow(UnitLevel parent) {
        return compareTo(parent) > 0;
    }
}
