package org.rollcall.backend.retention;

/** What comes when data have been kept for their period. Names as in the database and in the API. */
public enum AtEnd {
    /** They are gone. */
    DELETE,
    /** One a day stays, and what is linked. */
    THIN,
    /** Only those see them who answer for the file: the county, its head, the procuratorate (PIPL 47). */
    LOCK,
    /** They are kept as long as the case file. */
    KEEP
}
