package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A person under supervision, as the API shows them.
 *
 * @param termUntil the last day of the term
 * @param fullName of a minor, masked unless the asker's post says that it may be seen
 * @param regime whether they are treated as a minor
 * @param guardian of a minor, where the asker may see it; else null
 * @param collecting whether anything may be collected now
 */
public record Supervisee(UUID id, UUID unitId, String caseNumber, String fullName, LegalBasis legalBasis,
        LocalDate termFrom, LocalDate termUntil, String zone, Instant createdAt, boolean collecting, Regime regime,
        Guardian guardian) {

    Supervisee unmasked(String name, Optional<Guardian> whoCares) {
        return new Supervisee(id, unitId, caseNumber, name, legalBasis, termFrom, termUntil, zone, createdAt,
                collecting,
                regime, whoCares.orElse(null));
    }

    @Override
    public String toString() {
        return "Supervisee[" + id + "]";
    }
}
