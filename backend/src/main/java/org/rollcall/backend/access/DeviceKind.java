package org.rollcall.backend.access;

/** What a device is. The law treats the two apart (CCL 29). Names as in the database. */
public enum DeviceKind {
    PHONE, BRACELET
}
