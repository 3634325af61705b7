package org.rollcall.backend.privacy;

import java.time.LocalDate;
import java.util.regex.Pattern;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * All that is most personal about somebody; what is absent is removed.
 *
 * @param phone a telephone number, at which nothing is sent
 * @param birthDate to be checked against a citizen's number, and not kept
 * @param sex the same
 */
public record PersonalDataRequest(@Valid IdentityDocument document, @Size(min = 5, max = 30) String phone,
        @Size(min = 1, max = 4_000) String healthNotes, LocalDate birthDate, Sex sex) {

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{5,20}");

    public PersonalDataRequest {
        phone = plain(phone);
    }

    /** A number as it is found by: however it was grouped. */
    static String plain(String phone) {
        return phone == null ? null : phone.replaceAll("[ ()-]", "");
    }

    /**
     * @param today no document is of somebody born later
     * @throws ProblemException INVALID, with the field and never with its value
     */
    void check(LocalDate today) {
        if (phone != null && !PHONE.matcher(phone).matches()) {
            throw invalid("phone is digits, after a plus or not.");
        }
        if (document == null) {
            return;
        }
        if (!document.kind().fits(document.number())) {
            throw invalid("document.number is none of that kind: a digit is wrong, or the kind is.");
        }
        if (document.kind().isCitizenNumber()) {
            var number = CitizenNumber.find(document.number()).orElseThrow();
            if (number.birthDate().isAfter(today) || birthDate != null && !number.birthDate().equals(birthDate)) {
                throw invalid("document.number tells another birthDate.");
            }
            if (sex != null && number.sex() != sex) {
                throw invalid("document.number tells another sex.");
            }
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID, detail);
    }

    @Override
    public String toString() {
        return "PersonalDataRequest[]";
    }
}
