package org.rollcall.demo;

/** Who plays in the demo. All names are made up. */
final class Cast {

    /** Lives 60 m from a real border and stays home. */
    static final String NEIGHBOUR = "李静";
    /** Has a phone whose positions drift, and once a base station's. */
    static final String DRIFTER = "陈波";
    /** Travels with a permission. */
    static final String TRAVELLER = "赵磊";
    /** Leaves without one, and comes back. */
    static final String LEAVER = "王强";
    /** Forgets a check-in. */
    static final String FORGETTER = "刘洋";

    private Cast() {
    }
}
