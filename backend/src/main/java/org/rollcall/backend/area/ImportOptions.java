package org.rollcall.backend.area;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

import org.rollcall.backend.platform.ProblemException;
import org.rollcall.backend.platform.ProblemType;
import org.rollcall.backend.platform.Timestamps;
import org.rollcall.geofence.Crs;

/**
 * How a file of areas is to be read.
 *
 * @param crs the coordinate system of the file
 * @param codeProperty the property that holds the code
 * @param nameProperty the property that holds the name
 * @param validFrom from when; empty for what the contract says
 * @param repair whether broken shapes may be repaired
 */
record ImportOptions(Crs crs, String codeProperty, String nameProperty, Optional<Instant> validFrom, boolean repair) {

    private static final int LONGEST_PROPERTY = 50;

    /**
     * Of the query parameters as they came; null where they did not.
     *
     * @throws ProblemException INVALID
     */
    static ImportOptions of(String crs, String codeProperty, String nameProperty, String validFrom, String repair) {
        return new ImportOptions(crs(crs), property(codeProperty, "code"), property(nameProperty, "name"),
                Optional.ofNullable(validFrom).map(ImportOptions::instant), flag(repair));
    }

    private static Crs crs(String written) {
        return Arrays.stream(Crs.values()).filter(crs -> crs.name().equals(written)).findFirst().orElseThrow(
                () -> new ProblemException(ProblemType.INVALID, "crs is one of WGS84, CGCS2000, GCJ02, BD09."));
    }

    private static String property(String written, String usual) {
        var property = written == null ? usual : written;
        if (property.length() > LONGEST_PROPERTY) {
            throw new ProblemException(ProblemType.INVALID, "The name of a property has at most 50 characters.");
        }
        return property;
    }

    private static Instant instant(String written) {
        try {
            return Timestamps.given(OffsetDateTime.parse(written).toInstant(), "validFrom");
        } catch (DateTimeException e) {
            throw new ProblemException(ProblemType.INVALID, "validFrom is no date-time.");
        }
    }

    private static boolean flag(String written) {
        if (written != null && !written.equals("true") && !written.equals("false")) {
            throw new ProblemException(ProblemType.INVALID, "repair is true or false.");
        }
        return Boolean.parseBoolean(written);
    }
}
