package org.rollcall.backend.location.dialect;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.rollcall.backend.location.DeviceStatus;
import org.rollcall.backend.location.DeviceStatus.Permission;

/** Reads how the OwnTracks apps say that they are: the only word of theirs about tampering. A pure function. */
final class OwnTracksStatus {

    private static final Map<String, Permission> ON_IOS = Map.of(
            "kCLAuthorizationStatusAuthorizedAlways", Permission.ALWAYS,
            "kCLAuthorizationStatusAuthorizedWhenInUse", Permission.WHILE_IN_USE,
            "kCLAuthorizationStatusDenied", Permission.DENIED,
            "kCLAuthorizationStatusRestricted", Permission.DENIED,
            "kCLAuthorizationStatusNotDetermined", Permission.NOT_ASKED);
    private static final String AVAILABLE = "UIBackgroundRefreshStatusAvailable";

    private OwnTracksStatus() {
    }

    static Message read(JsonNode message) {
        var status = message.path("android").isObject() ? android(message.path("android")) : ios(message.path("iOS"));
        return status.isEmpty() ? Message.nothing(MessageKind.STATUS) : new Message.Status(status);
    }

    /** {@code loc} counts down: in the background, the same blurred, in the foreground, the same blurred, not at all. */
    private static DeviceStatus android(JsonNode said) {
        Integer location = said.path("loc").isInt() ? said.path("loc").asInt() : null;
        var permission = location == null ? null : switch (location) {
            case 0, -1 -> Permission.ALWAYS;
            case -2, -3 -> Permission.WHILE_IN_USE;
            case -4 -> Permission.DENIED;
            default -> null;
        };
        Boolean precise = permission == null || permission == Permission.DENIED
                ? null
                : Boolean.valueOf(location % 2 == 0);
        return new DeviceStatus(permission, null, precise, truth(said, "ps"), either(truth(said, "bo"),
                truth(said, "hib")));
    }

    private static DeviceStatus ios(JsonNode said) {
        var refresh = said.path("backgroundRefreshStatus");
        return new DeviceStatus(ON_IOS.get(said.path("locationManagerAuthorizationStatus").asText()), null, null, null,
                refresh.isTextual() ? !AVAILABLE.equals(refresh.asText()) : null);
    }

    private static Boolean truth(JsonNode said, String field) {
        return Values.truth(said.path(field).asText());
    }

    private static Boolean either(Boolean one, Boolean other) {
        return one == null || Boolean.TRUE.equals(other) ? other : one;
    }
}
