package org.rollcall.backend.platform;

import java.util.Locale;

/** All the kinds of problems there are: one table from kind to status. The names are part of the API. */
public enum ProblemType {
    // @formatter:off
    MALFORMED(400, "The request cannot be read"),
    INVALID(400, "The request is not valid"),
    UNAUTHENTICATED(401, "Sign in first"),
    FORBIDDEN(403, "This is not yours to do"),
    BEYOND_RANK(403, "Somebody of another rank decides this"),
    PASSWORD_TO_CHANGE(403, "Change the password first"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This cannot be done here"),
    NOT_ACCEPTABLE(406, "No such representation"),
    CONFLICT(409, "It contradicts what is already there"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of another type than expected"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "Something went wrong on our side"),
    UNAVAILABLE(503, "Not able to answer at the moment");
    // @formatter:on

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    String uri() {
        return "urn:rollcall:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ProblemType ofStatus(int status) {
        for (var type : values()) {
            if (type.status == status && type != MALFORMED) {
                return type;
            }
        }
        return status < 500 ? INVALID : INTERNAL;
    }
}
