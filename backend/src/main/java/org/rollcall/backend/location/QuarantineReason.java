package org.rollcall.backend.location;

/** Why a body or a fix lies in quarantine. Names as in the database, in metrics and in receipts. */
public enum QuarantineReason {
    /** Not in the shape of its dialect. */
    UNREADABLE,
    /** A value that cannot be: a latitude of 91, an accuracy below nothing. */
    OUT_OF_RANGE,
    /** A time for which there is no partition: long past, or far ahead. */
    TIME_NOT_HELD,
    /** Larger than a body may be. */
    TOO_LARGE,
    /** Encrypted by the client with a key that we do not have. */
    ENCRYPTED,
    /** The database refused this fix, and took its neighbours. */
    REFUSED_BY_DATABASE
}
