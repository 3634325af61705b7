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
    private static final Set<String> ANDROID = Set.of("collapse_key", "priority", "ttl", "restricted_package_name",
            "data", "notification", "fcm_options", "direct_boot_ok");
    private static final Set<String> ANDROID_NOTIFICATION = Set.of("title", "body", "icon", "color", "sound", "tag",
            "click_action", "body_loc_key", "body_loc_args", "title_loc_key", "title_loc_args", "channel_id", "ticker",
            "sticky", "event_time", "local_only", "notification_priority", "default_sound", "default_vibrate_timings",
            "default_light_settings", "vibrate_timings", "visibility", "notification_count", "light_settings", "image");
    private static final Set<String> APNS = Set.of("headers", "payload", "fcm_options");
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
        for (Map.Entry<?, ?> entry : part(message, "data").entrySet()) {
            String key = String.valueOf(entry.getKey());
            require(entry.getValue() instanceof String, "data must be strings");
            require(!key.equals("from") && !key.startsWith("google") && !key.startsWith("gcm"), "reserved key");
            bytes += utf8(key) + utf8((String) entry.getValue());
        }
        Map<?, ?> notification = part(message, "notification");
        require(Set.of("title", "body", "image").containsAll(notification.keySet()), "unknown notification field");
        bytes += notification.values().stream().mapToInt(value -> utf8(String.valueOf(value))).sum();
        require(bytes <= MAX_BYTES, "payload too large");
        checkAndroid(part(message, "android"));
        checkApns(part(message, "apns"));
        return Stream.of("token", "fid", "topic", "condition").filter(message::containsKey)
                .map(field -> String.valueOf(message.get(field))).findFirst().orElseThrow();
    }

    private static void checkAndroid(Map<?, ?> android) {
        require(ANDROID.containsAll(android.keySet()), "unknown android field");
        Object ttl = android.get("ttl");
        require(ttl == null || String.valueOf(ttl).matches("\\d+(\\.\\d{1,9})?s"), "ttl is a duration");
        Object priority = android.get("priority");
        require(priority == null || Set.of("high", "normal", "HIGH", "NORMAL").contains(priority), "unknown priority");
        Map<?, ?> notification = part(android, "notification");
        require(ANDROID_NOTIFICATION.containsAll(notification.keySet()), "unknown android notification field");
        Object visibility = notification.get("visibility");
        require(visibility == null || Set.of("private", "public", "secret", "PRIVATE", "PUBLIC", "SECRET")
                .contains(visibility), "unknown visibility");
    }

    private static void checkApns(Map<?, ?> apns) {
        require(APNS.containsAll(apns.keySet()), "unknown apns field");
        require(part(apns, "headers").values().stream().allMatch(String.class::isInstance), "headers must be strings");
        Object collapse = part(apns, "headers").get("apns-collapse-id");
        require(collapse == null || utf8((String) collapse) <= 64, "apns-collapse-id has 64 bytes at most");
        require(!apns.containsKey("payload") || part(apns, "payload").get("aps") instanceof Map, "payload needs aps");
    }

    private static Map<?, ?> part(Map<?, ?> whole, String name) {
        return object(whole.containsKey(name) ? whole.get(name) : Map.of());
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
