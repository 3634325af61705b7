package org.rollcall.demo;

import java.time.Instant;

/** A phone that reports where it is, in the words of its app. */
interface Phone {

    /** Which app. */
    String app();

    /**
     * Reports a place.
     *
     * @param accuracyMetres the radius that the phone claims
     * @return what the server answered, in a word
     */
    String report(Place place, double accuracyMetres, Instant fixedAt);
}
