/**
 * Who somebody is and what they may do: accounts, sign-in, enrolment of phones, tokens, keys, the data scope.
 *
 * <p>Nothing here knows what the data are about. No secret is logged, and no other package reads a password, a key or a
 * token. One class, {@code EnrolmentCodes}, reads the register, to see that somebody may have a phone.
 */
package org.rollcall.backend.access;
