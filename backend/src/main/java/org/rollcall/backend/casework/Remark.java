package org.rollcall.backend.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import io.vertx.mutiny.sqlclient.Row;

/**
 * Something that the procuratorate said of a case.
 *
 * @param documentNumber of the paper; null where a comment has none
 * @param answerBy the last day for an answer; null where none is asked for
 * @param answer null while there is none
 */
public record Remark(UUID id, UUID superviseeId, Kind kind, String documentNumber, String content, LocalDate answerBy,
        UUID issuedBy, Instant issuedAt, Answer answer) {

    /** How much weight it has: a comment, or a formal notice that something is to be corrected (SPP 643). */
    public enum Kind {
        COMMENT, CORRECTION_NOTICE
    }

    /** What the agency says to it. */
    public record Answer(String content, UUID answeredBy, Instant answeredAt) {
        @Override
        public String toString() {
            return "Answer[]";
        }
    }

    static final String SELECT = "select r.id, r.supervisee_id, r.kind, r.document_number, r.content, r.answer_by,"
            + " r.issued_by, r.issued_at, a.content as answer, a.answered_by, a.answered_at"
            + " from remark r left join remark_answer a on a.remark_id = r.id";

    static Remark of(Row row) {
        var answered = row.getOffsetDateTime("answered_at");
        return new Remark(row.getUUID("id"), row.getUUID("supervisee_id"), Kind.valueOf(row.getString("kind")),
                row.getString("document_number"), row.getString("content"), row.getLocalDate("answer_by"),
                row.getUUID("issued_by"), row.getOffsetDateTime("issued_at").toInstant(),
                answered == null
                        ? null
                        : new Answer(row.getString("answer"), row.getUUID("answered_by"), answered.toInstant()));
    }

    @Override
    public String toString() {
        return "Remark[id=" + id + "]";
    }
}
