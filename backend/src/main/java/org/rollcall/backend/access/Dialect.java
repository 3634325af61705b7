package org.rollcall.backend.access;

/** What the client on a device speaks. Names as in the database and the contract. */
public enum Dialect {
    NATIVE, OWNTRACKS, TRACCAR, TRANSISTORSOFT, OVERLAND, GPSLOGGER
}
