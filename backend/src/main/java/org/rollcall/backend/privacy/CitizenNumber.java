package org.rollcall.backend.privacy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A citizen's number by GB 11643-1999: six digits of a place, eight of a birthday, three of an order that is odd for men,
 * and a check by ISO 7064 MOD 11-2.
 *
 * @param text 18 digits, the last of which may be an X
 */
record CitizenNumber(String text) {

    private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{16}[0-9X]");
    private static final String CHECKS = "10X98765432";
    private static final int CHECKED_DIGITS = 17;
    private static final Set<String> HONG_KONG_MACAO_TAIWAN = Set.of("81", "82", "83");
    /** The provinces of GB/T 2260. */
    private static final Set<String> PROVINCES = Set.of("11", "12", "13", "14", "15", "21", "22", "23", "31", "32",
            "33",
            "34", "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63",
            "64", "65");

    /** Empty where it is no such number: its shape, its place, its birthday or its check. */
    static Optional<CitizenNumber> find(String text) {
        if (!SHAPE.matcher(text).matches() || text.charAt(CHECKED_DIGITS) != check(text)) {
            return Optional.empty();
        }
        var place = text.substring(0, 2);
        if (!PROVINCES.contains(place) && !HONG_KONG_MACAO_TAIWAN.contains(place)) {
            return Optional.empty();
        }
        try {
            var number = new CitizenNumber(text);
            number.birthDate();
            return Optional.of(number);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    // The weight of a digit is 2 to the power of its place from the right, modulo 11.
    private static char check(String text) {
        int sum = 0;
        for (int i = 0; i < CHECKED_DIGITS; i++) {
            sum = (sum + text.charAt(i) - '0') * 2 % 11;
        }
        return CHECKS.charAt(sum % 11);
    }

    boolean isOf(DocumentKind kind) {
        return HONG_KONG_MACAO_TAIWAN.contains(text.substring(0, 2)) == (kind == DocumentKind.HMT_RESIDENCE_PERMIT);
    }

    LocalDate birthDate() {
        return LocalDate.of(Integer.parseInt(text.substring(6, 10)), Integer.parseInt(text.substring(10, 12)),
                Integer.parseInt(text.substring(12, 14)));
    }

    Sex sex() {
        return (text.charAt(16) - '0') % 2 == 1 ? Sex.MALE : Sex.FEMALE;
    }
}
