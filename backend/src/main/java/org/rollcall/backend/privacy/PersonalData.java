package org.rollcall.backend.privacy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What is most personal about somebody, as the API shows it; null, hence absent, what is not known.
 *
 * @param birthDate as the document's number tells it
 * @param sex the same
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PersonalData(UUID superviseeId, IdentityDocument document, LocalDate birthDate, Sex sex, String phone,
        String healthNotes, Instant changedAt) {

    static PersonalData none(UUID superviseeId) {
        return new PersonalData(superviseeId, null, null, null, null, null, null);
    }

    static PersonalData of(UUID superviseeId, PersonalDataRequest kept, Instant changedAt) {
        var number = kept.document() == null || !kept.document().kind().isCitizenNumber()
                ? null
                : CitizenNumber.find(kept.document().number()).orElse(null);
        return new PersonalData(superviseeId, kept.document(), number == null ? null : number.birthDate(),
                number == null ? null : number.sex(), kept.phone(), kept.healthNotes(), changedAt);
    }

    @Override
    public String toString() {
        return "PersonalData[superviseeId=" + superviseeId + "]";
    }
}
