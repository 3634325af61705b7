package org.rollcall.backend.access;

import java.util.UUID;

/**
 * How Traccar Client is set up to send here: an address that its QR scanner takes apart into where to send to and the
 * settings behind it (its ConfigurationService).
 */
record TraccarSettings(UUID device, DeviceSecret secret, String serverUrl) {

    String path() {
        return "/api/v1/ingest/osmand/" + secret.word();
    }

    /** Few fixes, since a phone collects by the check-in and not all day; what could not be sent is kept. */
    String link() {
        return serverUrl + path() + "?id=" + device
                + "&accuracy=medium&distance=500&interval=3600&buffer=true&stop_detection=true";
    }

    @Override
    public String toString() {
        return "TraccarSettings[" + device + "]";
    }
}
