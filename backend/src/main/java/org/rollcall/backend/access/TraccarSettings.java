package org.rollcall.backend.access;

import java.time.Duration;
import java.util.UUID;

/**
 * How Traccar Client is set up to send here: an address that its QR scanner takes apart into where to send to and the
 * settings behind it (its ConfigurationService).
 *
 * @param interval how far fixes are apart: it takes no other from an answer
 */
record TraccarSettings(UUID device, DeviceSecret secret, String serverUrl, Duration interval) {

    String path() {
        return "/api/v1/ingest/osmand/" + secret.word();
    }

    /** By time and not by distance, which goes before the interval in it; what could not be sent is kept. */
    String link() {
        return serverUrl + path() + "?id=" + device + "&accuracy=medium&distance=0&interval=" + interval.toSeconds()
                + "&buffer=true&stop_detection=true";
    }

    @Override
    public String toString() {
        return "TraccarSettings[" + device + "]";
    }
}
