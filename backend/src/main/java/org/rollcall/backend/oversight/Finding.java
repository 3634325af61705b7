package org.rollcall.backend.oversight;

/**
 * Something about the record that is not as it was sealed.
 *
 * @param what numbers and ids; no content of an entry
 */
record Finding(Kind kind, String what) {

    /** What is wrong. */
    enum Kind {
        /** An entry that says something else than when it was sealed. */
        ENTRY_CHANGED,
        /** An entry that was sealed and is gone. */
        ENTRY_MISSING,
        /** An entry that is in no batch and should be, since later ones are. */
        ENTRY_INSERTED,
        /** An entry in the place of another. */
        ENTRY_REORDERED,
        /** A batch whose hashes do not belong together. */
        BATCH_CHANGED,
        /** A number without a batch. */
        BATCH_MISSING,
        /** A batch that is not over the one before it. */
        BATCH_REORDERED,
        /** An anchor that says something else than was signed, or than the chain, or than its file. */
        ANCHOR_CHANGED,
        /** A number without an anchor, in the database or in the directory. */
        ANCHOR_MISSING,
        /** An anchor over a batch that is gone: the end of the record was cut off. */
        TAIL_CUT_OFF,
        /** An anchor signed by a key that is not among those named. */
        KEY_UNKNOWN
    }

    @Override
    public String toString() {
        return kind + " " + what;
    }
}
