/**
 * Proof that the organisation is kept by whom it is to keep, and by nobody else.
 *
 * <p>Nothing here signs in as anybody but accounts that the test made.
 */
package org.rollcall.backend.agency;
