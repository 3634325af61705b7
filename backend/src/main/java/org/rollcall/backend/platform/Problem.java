package org.rollcall.backend.platform;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a client is told when something did not work (RFC 9457).
 *
 * @param type stable; a client may branch on it
 * @param title the same for every problem of this type
 * @param status the HTTP status
 * @param detail what to do about it; nothing internal
 * @param violations which fields are wrong, where fields are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<Violation> violations) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** One field that is wrong, and how. */
    public record Violation(String field, String message) {}

    /** A problem without fields, for answers that no exception leads to. */
    public static Problem of(ProblemType type, String detail) {
        return of(type, detail, List.of());
    }

    static Problem of(ProblemType type, String detail, List<Violation> violations) {
        return new Problem(type.uri(), type.title(), type.status(), detail, List.copyOf(violations));
    }
}
