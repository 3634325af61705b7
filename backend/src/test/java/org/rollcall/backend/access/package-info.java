/**
 * Proof of who gets in and who does not.
 *
 * <p>Nothing here switches a defence off.
 */
package org.rollcall.backend.access;
