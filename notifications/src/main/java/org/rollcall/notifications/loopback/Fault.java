package org.rollcall.notifications.loopback;

/** For tests and demos: the errors that the loopback server can answer, each as FCM was seen to answer it. */
public enum Fault {
    UNREGISTERED(404, "NOT_FOUND", "UNREGISTERED"), SENDER_ID_MISMATCH(403, "PERMISSION_DENIED",
            "SENDER_ID_MISMATCH"), INVALID_ARGUMENT(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT"), QUOTA_EXCEEDED(429,
                    "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"), UNAVAILABLE(503, "UNAVAILABLE", "UNAVAILABLE"),
    /** A gateway's page instead of JSON. */
    BAD_GATEWAY_HTML(502, "", "");

    final int httpStatus;
    private final String status;
    private final String errorCode;

    Fault(int httpStatus, String status, String errorCode) {
        this.httpStatus = httpStatus;
        this.status = status;
        this.errorCode = errorCode;
    }

    String body() {
        if (this == BAD_GATEWAY_HTML) {
            return "<html><body><h1>502 Bad Gateway</h1></body></html>";
        }
        return error(httpStatus, status, errorCode);
    }

    static String error(int httpStatus, String status, String errorCode) {
        return "{\"error\":{\"code\":" + httpStatus + ",\"message\":\"refused\",\"status\":\"" + status
                + "\",\"details\":[{\"@type\":\"type.googleapis.com/google.firebase.fcm.v1.FcmError\",\"errorCode\":\""
                + errorCode + "\"}]}}";
    }
}
