package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A person under supervision, as the API shows them.
 *
 * @param termUntil the last day of the term
 * @param collecting whether anything may be collected now
 */
public record Supervisee(UUID id, UUID unitId, String caseNumber, String fullName, LegalBasis legalBasis,
        LocalDate termFrom, LocalDate termUntil, String zone, Instant createdAt, boolean collecting) {

    @Override
    public String toString() {
        return "Supervisee[" + id + "]";
    }
}
