package org.rollcall.backend.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Codes of one office for a day on which many enrol: as JSON, or as a sheet to print and cut up. Shown once.
 *
 * @param unit what the office is called
 * @param next pass it as {@code after} for those that come next; absent where these were the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnrolmentDay(String unit, Instant issuedAt, Instant expiresAt, List<Slip> codes, UUID next) {

    /**
     * What one person gets.
     *
     * @param name of a minor only how it begins: a sheet lies on a table
     */
    public record Slip(UUID superviseeId, String caseNumber, String name, UUID codeId, String code, String qrText) {
        @Override
        public String toString() {
            return "Slip[" + codeId + "]";
        }
    }

    public EnrolmentDay {
        codes = List.copyOf(codes);
    }
}
