package org.rollcall.backend.location;

/**
 * What a try of a batch minds more than a first one does, for what an earlier try met.
 *
 * @param doubting whether to ask of each fix if it is stored, since one was taken for new that was not
 * @param passingBy whether to leave out the standings that somebody else holds, since one was not let go in time
 * @param made whether the standings that did not exist have been made, so that one that is not had is held
 */
record Caution(boolean doubting, boolean passingBy, boolean made) {

    /** Nothing was met. */
    static final Caution NONE = new Caution(false, false, false);

    Caution whileDoubting() {
        return new Caution(true, passingBy, made);
    }

    Caution whilePassingBy() {
        return new Caution(doubting, true, made);
    }

    Caution onceMade() {
        return new Caution(doubting, passingBy, true);
    }

    /** Whether a standing that is not had may be one that does not exist. */
    boolean mayBeMissing() {
        return !passingBy || !made;
    }
}
