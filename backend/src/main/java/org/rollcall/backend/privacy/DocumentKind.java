package org.rollcall.backend.privacy;

import java.util.regex.Pattern;

/** What somebody shows who they are by. Names as in the database and in the API. */
public enum DocumentKind {
    /** 居民身份证. */
    RESIDENT_ID(null),
    /** 港澳台居民居住证: numbered by the same rule, from 81, 82 and 83 on. */
    HMT_RESIDENCE_PERMIT(null),
    /** 外国人永久居留身份证, of whichever edition. */
    FOREIGN_PERMANENT_RESIDENCE(Pattern.compile("[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]")),
    /** A passport, of whichever country. */
    PASSPORT(Pattern.compile("[A-Z0-9]{5,20}")),
    /** Whatever else an authority accepts. */
    OTHER(Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ()/-]{1,49}"));

    private final Pattern shape;

    DocumentKind(Pattern shape) {
        this.shape = shape;
    }

    /** Whether its numbers follow GB 11643, so that they say when somebody was born. */
    boolean isCitizenNumber() {
        return shape == null;
    }

    boolean fits(String number) {
        return isCitizenNumber()
                ? CitizenNumber.find(number).filter(found -> found.isOf(this)).isPresent()
                : shape.matcher(number).matches();
    }
}
