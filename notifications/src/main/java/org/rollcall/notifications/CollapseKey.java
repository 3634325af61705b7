package org.rollcall.notifications;

import java.util.UUID;

/** The rule for a collapse key: {@code CODE:object id}, at most the 64 bytes that APNs allows. */
final class CollapseKey {

    private CollapseKey() {
    }

    static String of(String code, UUID objectId) {
        return code + ":" + objectId;
    }

    static void check(String key, UUID objectId) {
        String suffix = ":" + objectId;
        if (key == null || !key.endsWith(suffix) || !isCode(key.substring(0, key.length() - suffix.length()))) {
            throw new IllegalArgumentException("collapse key must be a known code, a colon and the object's id");
        }
    }

    private static boolean isCode(String word) {
        for (AlertCode code : AlertCode.values()) {
            if (code.name().equals(word)) {
                return true;
            }
        }
        for (MessageCode code : MessageCode.values()) {
            if (code.name().equals(word)) {
                return true;
            }
        }
        return false;
    }
}
