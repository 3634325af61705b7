package org.rollcall.notifications.loopback;

import java.util.Map;

/**
 * For tests and demos: a message that the loopback server took.
 *
 * @param target the token, installation id or topic
 * @param validateOnly whether it was a dry run
 * @param message the whole FCM message as it came
 */
public record Received(String target, boolean validateOnly, Map<String, Object> message) {}
