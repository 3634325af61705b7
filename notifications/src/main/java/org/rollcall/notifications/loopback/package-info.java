/**
 * FOR TESTS AND DEMOS ONLY: a server on this machine that speaks FCM v1 to the real SDK.
 *
 * <p>It sends nothing anywhere. No production path may use it; it knows nothing of the channels and they nothing of it.
 */
package org.rollcall.notifications.loopback;
