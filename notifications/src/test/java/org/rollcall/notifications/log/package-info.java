/**
 * Proves what a line of the log holds of a push, and above all what it does not.
 */
package org.rollcall.notifications.log;
