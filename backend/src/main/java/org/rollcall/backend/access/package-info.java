/**
 * Who somebody is and what they may do: sign-in, enrolment of phones, tokens, keys, the data scope.
 *
 * <p>Nothing here knows what the data are about, and this package asks no other feature but {@code audit}: all stand on
 * it. So four classes, and no other, read tables that are not of accounts, posts and devices: {@code EnrolmentCodes},
 * {@code EnrolmentDays} and {@code DeviceAllowances}, to see that somebody may have a phone, and {@code WhoAsks}, to tell
 * the asker their units and their own record. Whether apps of others have anything to report is asked of a function of
 * the database. No secret is logged, and no other package checks a password or reads a key or a token; {@code agency} has
 * new passwords hashed here.
 */
package org.rollcall.backend.access;
