package org.rollcall.bench.alertquality;

/**
 * One time that a person truly was outside the area, from crossing to crossing.
 *
 * @param from seconds since the beginning
 * @param until seconds since the beginning
 * @param depthMetres how far from the area at most
 */
record Excursion(double from, double until, double depthMetres) {

    /** From here on an excursion matters (issue: over 15 minutes and 300 m); below it is a trifle. */
    static final double SERIOUS_SECONDS = 15 * 60;
    static final double SERIOUS_METRES = 300;

    boolean serious() {
        return until - from > SERIOUS_SECONDS && depthMetres > SERIOUS_METRES;
    }

    boolean contains(double seconds) {
        return seconds >= from && seconds < until;
    }
}
