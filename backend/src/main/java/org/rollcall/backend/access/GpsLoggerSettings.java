package org.rollcall.backend.access;

import java.time.Duration;
import java.util.UUID;

/**
 * How GPSLogger is set up to send here: a properties file that the app imports (its preference names). It sends its
 * fields in the body and says who it is by Basic authentication; its secret is in no address.
 *
 * @param interval how far fixes are apart: it reads no answer
 */
record GpsLoggerSettings(UUID device, DeviceSecret secret, String serverUrl, Duration interval) {

    static final String PATH = "/api/v1/ingest/gpslogger";

    String properties() {
        return String.join("\n", "log_customurl_enabled=true", "log_customurl_url=" + serverUrl + PATH,
                "log_customurl_method=POST", "log_customurl_body=%ALL",
                "log_customurl_headers=Content-Type: application/x-www-form-urlencoded",
                "log_customurl_basicauth_username=" + device, "log_customurl_basicauth_password=" + secret.word(),
                "log_customurl_discard_offline_locations_enabled=false",
                "time_before_logging=" + interval.toSeconds(), "distance_before_logging=0", "");
    }

    @Override
    public String toString() {
        return "GpsLoggerSettings[" + device + "]";
    }
}
