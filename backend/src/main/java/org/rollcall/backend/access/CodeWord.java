package org.rollcall.backend.access;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The word of an enrolment code: 16 random characters of Crockford's alphabet, hence 80 bits, without those that look
 * alike. Only a hash of it is stored.
 */
record CodeWord(String text) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 16;
    private static final Pattern WORD = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");
    private static final Pattern BETWEEN = Pattern.compile("[ -]");
    private static final SecureRandom RANDOM = new SecureRandom();

    CodeWord {
        if (!WORD.matcher(text).matches()) {
            throw new IllegalArgumentException("no code of ours looks like this");
        }
    }

    static CodeWord random() {
        var text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new CodeWord(text.toString());
    }

    /** As somebody types it from a screen; empty where no code of ours looks like that. */
    static Optional<CodeWord> parse(String typed) {
        var text = BETWEEN.matcher(typed.toUpperCase(Locale.ROOT)).replaceAll("").replace('O', '0').replace('I', '1')
                .replace('L', '1');
        return WORD.matcher(text).matches() ? Optional.of(new CodeWord(text)) : Optional.empty();
    }

    /** What the database keeps. */
    byte[] hash() {
        return DeviceSecret.sha256(text);
    }

    @Override
    public String toString() {
        return "CodeWord[]";
    }
}
