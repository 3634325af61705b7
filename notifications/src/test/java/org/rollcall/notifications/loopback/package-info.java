/**
 * Proves that the server that plays FCM answers as FCM does. It listens on 127.0.0.1 only.
 */
package org.rollcall.notifications.loopback;
