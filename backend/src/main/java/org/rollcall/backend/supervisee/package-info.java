/**
 * The register: who is supervised on which legal basis until when, the periods in which anything may be collected, and
 * the version of the rules that a person is judged by.
 *
 * <p>Nothing here knows an area, a fix, a duty or an alert. A collection period is never overwritten: what is known
 * later is a new row beside the old one. One class, {@code Units}, reads the tables of the organisation tree.
 */
package org.rollcall.backend.supervisee;
