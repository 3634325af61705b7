/**
 * Contact and silence: who was not heard of for longer than their mode allows, whose phone's clock is off, and what came
 * to an end unnoticed: a collection period, an order (DOMAIN section 6, 9.3).
 *
 * <p>Silence is the normal failure of a phone and nobody's fault: a text here states when the last contact was, and
 * nothing else. It reads no fix. One class reads what the sweep of duties leaves of outages.
 */
package org.rollcall.backend.contact;
