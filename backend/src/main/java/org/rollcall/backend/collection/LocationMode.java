package org.rollcall.backend.collection;

/** How much is collected of a person by one kind of device. Names as in the database. */
public enum LocationMode {
    /** One fix with each check-in, report and spot check, and a burst where one is unsure (CCL 26). */
    CHECKPOINT,
    /** Fixes at a low rate in set hours, by a reasoned policy that the person was told of. */
    SPARSE,
    /** Sparse fixes during a leave, by the decision on it. */
    TRIP,
    /** Minutes apart: a phone by a legal instruction, a bracelet by an order (CCL 29). */
    CONTINUOUS
}
