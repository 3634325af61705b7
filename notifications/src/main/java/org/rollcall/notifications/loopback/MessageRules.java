package org.rollcall.notifications.loopback;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What FCM v1 demands of a message; the strict part of the loopback server. */
final class MessageRules {

    private static final int MAX_BYTES = 4096;
    private static final Set<String> REQUEST = Set.of("message", "validate_only");
    private static final Set<String> TARGETS = Set.of("token", "fid", "topic", "condition");
    private static final Set<String> FIELDS = Set.of("token", "fid", "topic", "condition", "name", "data",
            "notification", "android", "webpush", "apns", "fcm_options");

    private MessageRules() {
    }

    /** The target of a valid request; {@link IllegalArgumentException} for any other. */
    static String targetOf(Map<String, Object> request) {
        require(REQUEST.containsAll(request.keySet()), "unknown field in the request");
        Map<?, ?> message = object(request.get("message"));
        require(FIELDS.containsAll(message.keySet()), "unknown field in the message");
        require(TARGETS.stream().filter(message::containsKey).count() == 1, "exactly one target");
        int bytes = 0;
        for (Map.Entry<?, ?> entry : object(message.containsKey("data") ? message.get("data") : Map.of()).entrySet()) {
            String key = String.valueOf(entry.getKey());
            require(entry.getValue() instanceof String, "data must be strings");
            require(!key.equals("from") && !key.startsWith("google") && !key.startsWith("gcm"), "reserved key");
            bytes += utf8(key) + utf8((String) entry.getValue());
        }
        Map<?, ?> notification = object(message.containsKey("notification") ? message.get("notification") : Map.of());
        require(Set.of("title", "body", "image").containsAll(notification.keySet()), "unknown notification field");
        bytes += notification.values().stream().mapToInt(value -> utf8(String.valueOf(value))).sum();
        require(bytes <= MAX_BYTES, "payload too large");
        Map<?, ?> android = object(message.containsKey("android") ? message.get("android") : Map.of());
        Object ttl = android.get("ttl");
        require(ttl == null || String.valueOf(ttl).matches("\\d+(\\.\\d{1,9})?s"), "ttl is a duration");
        return Stream.of("token", "fid", "topic", "condition").filter(message::containsKey)
                .map(field -> String.valueOf(message.get(field))).findFirst().orElseThrow();
    }

    private static Map<?, ?> object(Object value) {
        require(value instanceof Map, "an object is expected");
        return (Map<?, ?>) value;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
