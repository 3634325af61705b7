package org.rollcall.backend.supervisee;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;

/**
 * A person to register.
 *
 * @param termUntil the last day of the term
 * @param zone an IANA name; null for the usual one
 * @param birthDate says whether they are a minor today; it is not kept; null where not known
 * @param juvenile whether they are to be treated as a minor, as who was one at the offence; null for by age
 */
public record SuperviseeRequest(@NotNull UUID unitId,
        @NotNull @Size(min = 1, max = 50) @Pattern(regexp = PLAIN, message = NOT_PLAIN) String caseNumber,
        @NotNull @Size(min = 1, max = 200) @Pattern(regexp = PLAIN, message = NOT_PLAIN) String fullName,
        @NotNull LegalBasis legalBasis, @NotNull LocalDate termFrom, @NotNull LocalDate termUntil,
        @Size(min = 1, max = 50) String zone, LocalDate birthDate, Boolean juvenile) {

    /** Who is younger is a minor. */
    static final int OF_AGE = 18;

    /** Something to see in one line. */
    static final String PLAIN = "[^\\p{Cntrl}]*";

    private static final String NOT_PLAIN = "one line without control characters";
    private static final String USUAL_ZONE = "Asia/Shanghai";
    // No sentence is longer; what is outside is a slip of the keyboard (CL 69 and 83).
    private static final int LONGEST_YEARS = 30;
    private static final LocalDate EARLIEST = LocalDate.of(1980, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

    public SuperviseeRequest {
        // A blank before a case number would make it another one to the eye of nobody.
        caseNumber = caseNumber == null ? null : caseNumber.strip();
        fullName = fullName == null ? null : fullName.strip();
    }

    /** @throws ProblemException INVALID, where these dates and this zone are no term, or one that is over */
    void check(Instant now) {
        if (termUntil.isBefore(termFrom)) {
            throw invalid("termUntil lies before termFrom.");
        }
        if (termFrom.isBefore(EARLIEST) || termUntil.isAfter(LATEST)
                || termUntil.isAfter(termFrom.plusYears(LONGEST_YEARS))) {
            throw invalid("No term is that long, or lies there.");
        }
        if (!new Term(termFrom, termUntil, zoneOrUsual()).ends().isAfter(now)) {
            throw invalid("The term is over.");
        }
        if (Boolean.FALSE.equals(juvenile) && isMinor(now)) {
            throw invalid("Who is under 18 is treated as a minor.");
        }
    }

    /** How somebody registered at that instant is treated, to the end. */
    Regime regime(Instant now) {
        return Boolean.TRUE.equals(juvenile) || isMinor(now) ? Regime.JUVENILE : Regime.ADULT;
    }

    private boolean isMinor(Instant now) {
        return birthDate != null && birthDate.plusYears(OF_AGE).isAfter(LocalDate.ofInstant(now, zoneOrUsual()));
    }

    /** @throws ProblemException INVALID, where the zone is no IANA name */
    ZoneId zoneOrUsual() {
        var name = zone == null ? USUAL_ZONE : zone;
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw invalid("zone is an IANA name like Asia/Shanghai.");
        }
        return ZoneId.of(name);
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID, detail);
    }

    @Override
    public String toString() {
        return "SuperviseeRequest[unitId=" + unitId + "]";
    }
}
