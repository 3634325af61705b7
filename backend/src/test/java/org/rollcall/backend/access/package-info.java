/**
 * Proof of who gets in and who does not.
 *
 * <p>Nothing here switches a defence off but {@code DefencesOfPhones}, {@code DefencesOfSignIn} and
 * {@code DefencesOfTokens}, for the attempts of {@code attack}.
 */
package org.rollcall.backend.access;
