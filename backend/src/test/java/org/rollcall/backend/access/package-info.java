/**
 * Proof of who gets in and who does not.
 *
 * <p>Nothing here switches a defence off but {@code DefencesOfPhones}, for the attempts of {@code attack}.
 */
package org.rollcall.backend.access;
