package org.rollcall.backend.access;

import java.util.Optional;

/** The code that a guardian is given on paper: a word as those of phones, of which a hash is kept. */
public record GuardianCode(String text, byte[] hash) {

    /** A new one. */
    public static GuardianCode make() {
        return of(CodeWord.random());
    }

    /** As somebody types it; empty where no code of ours looks like that. */
    public static Optional<GuardianCode> parse(String typed) {
        return CodeWord.parse(typed).map(GuardianCode::of);
    }

    private static GuardianCode of(CodeWord word) {
        return new GuardianCode(word.text(), word.hash());
    }

    @Override
    public String toString() {
        return "GuardianCode[]";
    }
}
