/**
 * Attempts to break in, each of which must fail, and must succeed once its defence is taken away: so that the attempt is
 * known to bite.
 *
 * <p>A defence is taken away for one test and never by configuration that production has.
 */
package org.rollcall.backend.attack;
