package org.rollcall.notifications;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What travels: a title and a body to show and data for the app.
 *
 * @param title one line to show
 * @param body one sentence that states a fact
 * @param data strings for the app, in a stable order
 */
public record Payload(String title, String body, Map<String, String> data) {

    /** The bound of FCM and Web Push on keys and values together, in bytes of UTF-8. */
    public static final int MAX_BYTES = 4096;

    /** @throws IllegalArgumentException if it is larger than {@link #MAX_BYTES} */
    public Payload {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        int bytes = count(title, body, data);
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("payload has " + bytes + " bytes, more than " + MAX_BYTES);
        }
    }

    /** The payload of a message, with the catalogue's text in the message's language. */
    public static Payload of(Message message) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("code", message.code().name());
        message.findAlertCode().ifPresent(code -> data.put("alertCode", code.name()));
        data.put("severity", message.severity().name());
        data.put("objectId", message.objectId().toString());
        data.put("link", message.link());
        Catalogue.Text text = Catalogue.text(message);
        return new Payload(text.title(), text.body(), data);
    }

    /** The size in bytes of UTF-8. */
    public int bytes() {
        return count(title, body, data);
    }

    private static int count(String title, String body, Map<String, String> data) {
        int sum = utf8(title) + utf8(body);
        for (Map.Entry<String, String> entry : data.entrySet()) {
            sum += utf8(entry.getKey()) + utf8(entry.getValue());
        }
        return sum;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
