/**
 * Firebase Cloud Messaging through the Firebase Admin SDK.
 *
 * <p>No type of the SDK leaves this package, and none of its messages reaches a log or a result: they may repeat a
 * token. FCM crosses the border and is best effort in mainland China; no duty may depend on it.
 */
package org.rollcall.notifications.fcm;
