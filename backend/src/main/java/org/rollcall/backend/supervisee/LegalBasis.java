package org.rollcall.backend.supervisee;

/** The kind of sentence or decision somebody is supervised on (CCL 2). Names as in the database and the contract. */
public enum LegalBasis {
    PUBLIC_SURVEILLANCE, PROBATION, PAROLE, TEMP_OUTSIDE_PRISON
}
