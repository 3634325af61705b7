package org.rollcall.backend.access;

import io.vertx.core.json.JsonObject;

/**
 * How an app that is built on the background-geolocation SDK is set up to send here: the configuration that it is started
 * with (declarations of 5.x).
 */
record TransistorsoftSettings(AccessTokens.AccessToken access, DeviceSecret refresh, String serverUrl) {

    static final String PATH = "/api/v1/ingest/transistorsoft";
    private static final String RENEWAL = "/api/v1/device-sessions/renewal";
    private static final int BATCH = 100;
    private static final int DAYS_KEPT = 14;

    /** A minute without movement ends what a burst begins: more would be tracking. */
    String configuration() {
        return new JsonObject()
                .put("geolocation", new JsonObject().put("distanceFilter", 500).put("stopTimeout", 1))
                .put("http", new JsonObject().put("url", serverUrl + PATH).put("method", "POST").put("autoSync", true)
                        .put("batchSync", true).put("maxBatchSize", BATCH))
                .put("persistence", new JsonObject().put("maxDaysToPersist", DAYS_KEPT))
                .put("app", new JsonObject().put("stopOnTerminate", false).put("startOnBoot", true))
                .put("authorization", new JsonObject().put("strategy", "JWT").put("accessToken", access.value())
                        .put("refreshToken", refresh.word()).put("refreshUrl", serverUrl + RENEWAL)
                        .put("refreshPayload", new JsonObject().put("refreshToken", "{refreshToken}"))
                        .put("expires", access.expiresAt().toEpochMilli()))
                .encode();
    }

    @Override
    public String toString() {
        return "TransistorsoftSettings[]";
    }
}
