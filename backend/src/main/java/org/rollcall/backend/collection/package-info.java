/**
 * What may be collected of whom, on which recorded basis and for how long (DOMAIN 3.7, CCL 26 and 29), and how phones
 * are told.
 *
 * <p>Nothing here knows a fix or a verdict: whether a fix is more than a mode asks for is decided where fixes are. A mode
 * begins a day before it is recorded at the earliest. One query reads which devices have an order's serial number.
 */
package org.rollcall.backend.collection;
