package org.rollcall.backend.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** How Overland is set up to send here: a link that a phone opens (its README). */
record OverlandSettings(UUID device, DeviceSecret secret, String serverUrl) {

    static final String PATH = "/api/v1/ingest/overland";

    String link() {
        return "overland://setup?url=" + URLEncoder.encode(serverUrl + PATH, StandardCharsets.UTF_8) + "&token="
                + secret.word() + "&device_id=" + device + "&unique_id=yes";
    }

    @Override
    public String toString() {
        return "OverlandSettings[" + device + "]";
    }
}
