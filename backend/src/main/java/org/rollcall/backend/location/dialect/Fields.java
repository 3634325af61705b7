package org.rollcall.backend.location.dialect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** The fields of a query and of a form, in any order. A value that is badly encoded stands as it came. */
record Fields(Map<String, String> values) {

    private static final int MOST = 200;

    /** A form's field comes before the query's of that name, and the first before the second. */
    static Fields of(String query, String form) {
        var values = new HashMap<String, String>();
        add(values, form);
        add(values, query);
        return new Fields(Map.copyOf(values));
    }

    /** The plain fields of an object. */
    static Fields of(JsonNode object) {
        var values = new HashMap<String, String>();
        object.fields().forEachRemaining(field -> {
            if (field.getValue().isValueNode() && !field.getValue().isNull() && values.size() < MOST) {
                values.put(field.getKey(), field.getValue().asText());
            }
        });
        return new Fields(Map.copyOf(values));
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean hasAny(Set<String> names) {
        return names.stream().anyMatch(values::containsKey);
    }

    /** Null where there is none. */
    String get(String name) {
        return values.get(name);
    }

    private static void add(Map<String, String> values, String encoded) {
        for (var pair : encoded.split("&", MOST)) {
            int equals = pair.indexOf('=');
            if (!pair.isBlank()) {
                values.putIfAbsent(decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
