/**
 * Alerts, the outbox and its delivery against the real database and the real FCM SDK.
 *
 * <p>Nothing here sends anything off this machine.
 */
package org.rollcall.backend.alert;
