/**
 * Proves the channel with the real SDK against a server on loopback, each error by its name. Nothing here reaches Google.
 */
package org.rollcall.notifications.fcm;
