/**
 * What others say of a case, and what the agency answers (DOMAIN 10.2): comments and correction notices of the
 * procuratorate, objections of whoever is supervised.
 *
 * <p>Nothing here is changed, and no fix, alert or duty either: what an answer or a decision announces is done where it
 * belongs.
 */
package org.rollcall.backend.casework;
