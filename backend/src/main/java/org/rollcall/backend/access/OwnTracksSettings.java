package org.rollcall.backend.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/**
 * How an OwnTracks app is set up to send here: a link that a phone opens. The fields are those of its documentation
 * (booklet, tech/json).
 */
record OwnTracksSettings(UUID device, DeviceSecret secret, Passphrase passphrase, String serverUrl) {

    static final String PATH = "/api/v1/ingest/owntracks";

    private static final int HTTP_MODE = 3;
    // Significant changes: few fixes, since a phone collects by the check-in and not all day (CCL 34).
    private static final int SIGNIFICANT = 1;

    String login() {
        return device.toString();
    }

    String link() {
        var settings = new JsonObject().put("_type", "configuration").put("mode", HTTP_MODE)
                .put("url", serverUrl + PATH).put("auth", true).put("username", login()).put("password", secret.word())
                .put("encryptionKey", passphrase.word()).put("deviceId", "phone").put("tid", tracker())
                .put("monitoring", SIGNIFICANT).put("cmd", true).put("allowRemoteLocation", true)
                // Else Android ignores each setConfiguration (its MessageProcessor).
                .put("remoteConfiguration", true).put("locked", true);
        var inline = Base64.getEncoder().encodeToString(settings.encode().getBytes(StandardCharsets.UTF_8));
        // The apps decode the query first: a bare + would come out as a blank.
        return "owntracks:///config?inline=" + URLEncoder.encode(inline, StandardCharsets.UTF_8);
    }

    /** Two characters that the app shows on its map. */
    private String tracker() {
        return login().substring(login().length() - 2);
    }

    @Override
    public String toString() {
        return "OwnTracksSettings[" + device + "]";
    }
}
