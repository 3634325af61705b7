package org.rollcall.backend.access;

/** What keeps a phone's key, as its maker vouches for it; from the weakest. Names as in the database. */
public enum Attestation {
    /** Nobody vouches for it: of another maker's system, or of no chain that is trusted here. */
    NONE,
    /** The system alone, or a phone that was opened or starts what nobody verified. */
    SOFTWARE,
    /** A part of the processor that the system cannot read. */
    TRUSTED_ENVIRONMENT,
    /** A chip of its own. */
    STRONGBOX
}
