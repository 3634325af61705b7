/**
 * The kernel: areas, verdicts and standings.
 *
 * <p>Pure functions of their arguments: the same input gives the same output, so that every alert can be replayed and
 * explained years later. This package must not read a clock, do I/O, log, parse JSON or know anything of Quarkus; it
 * sees JTS and the JDK only, and an architecture test holds it to that.
 */
package org.rollcall.geofence;
