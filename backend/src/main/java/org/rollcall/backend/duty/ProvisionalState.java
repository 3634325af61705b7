package org.rollcall.backend.duty;

/** Where a check-in by PIN stands. Names as in the database and in the API. */
public enum ProvisionalState {
    /** An officer has yet to say what it was; until then it counts. */
    WAITING,
    /** It was the person. */
    CONFIRMED,
    /** It was not, or nobody can say so: its slot is judged as if it had not been. */
    REJECTED
}
