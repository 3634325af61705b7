package org.rollcall.backend.location;

/** What became of a fix, for good: it need not be sent again. Names as in the contract. */
public enum Disposition {
    /** New and judged. */
    STORED,
    /** Known already; nothing has changed. */
    DUPLICATE,
    /** More than the mode asks for: counted and forgotten. */
    SURPLUS,
    /** Before intake, in custody or after release, or from a bracelet without an order: counted and forgotten. */
    OUTSIDE_COLLECTION,
    /** Not readable or out of range: kept aside. */
    QUARANTINED
}
