/**
 * What other authorities say of a case, and what the agency answers (DOMAIN 10.2): comments and correction notices of the
 * procuratorate.
 *
 * <p>Nothing here is changed or deleted, and nothing is decided here: what an answer announces is done where it belongs.
 */
package org.rollcall.backend.casework;
