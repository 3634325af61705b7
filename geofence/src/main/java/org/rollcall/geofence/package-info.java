/**
 * The kernel: areas, verdicts and standings.
 *
 * <p>Pure functions of their arguments: the same input gives the same output, so that every alert can be replayed and
 * explained years later. This package must not read a clock, do I/O, log, parse JSON or know anything of Quarkus; it
 * sees JTS and the JDK only, and an architecture test holds it to that.
 *
 * <p>What holds for every public type unless it says otherwise:
 *
 * <ul>
 * <li>Units: places are degrees of WGS-84, JTS's x the longitude; distances and accuracies are metres on the ground, as
 * their names say; speeds are metres a second; times are instants, kept to the microsecond.
 * <li>Threads: values are immutable and functions stateless, safe for all threads without further ado.
 * <li>Bad input: an {@link java.lang.IllegalArgumentException} that says what is wrong and holds no coordinate; a
 * {@link java.lang.NullPointerException} for null. What has been constructed is valid.
 * <li>Sources: the rules are those of DOMAIN sections 3, 6, 7 and 11 (what the law asks and what phones do), whose
 * numbers the types cite; the defaults of every policy are in its type and all of them can be set.
 * </ul>
 */
package org.rollcall.geofence;
