/**
 * Custody, release and termination (DOMAIN 10.1): what suspends supervision or ends it, and all that follows, in one
 * transaction.
 *
 * <p>What follows is done by the features whose it is: periods are cut by the register, slots excused by duties, alerts
 * closed by alerts, devices ended by access, in the order in which all take their locks. Nothing is deleted.
 */
package org.rollcall.backend.lifecycle;
