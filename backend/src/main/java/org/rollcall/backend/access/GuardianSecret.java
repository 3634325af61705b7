package org.rollcall.backend.access;

import java.util.Optional;

/**
 * What lets a guardian read and acknowledge notices: 256 random bits, behind a word that tells it from a token. It is no
 * phone's: there is no key to prove, and nothing to report.
 */
public record GuardianSecret(DeviceSecret random) {

    private static final String MARK = "guardian.";

    /** A new one. */
    public static GuardianSecret make() {
        return new GuardianSecret(DeviceSecret.random());
    }

    /** Empty where it does not look like one. */
    static Optional<GuardianSecret> parse(String word) {
        return word.startsWith(MARK)
                ? DeviceSecret.parse(word.substring(MARK.length())).map(GuardianSecret::new)
                : Optional.empty();
    }

    /** As the guardian keeps it. */
    public String word() {
        return MARK + random.word();
    }

    /** What the database keeps. */
    public byte[] hash() {
        return random.hash();
    }

    @Override
    public String toString() {
        return "GuardianSecret[]";
    }
}
