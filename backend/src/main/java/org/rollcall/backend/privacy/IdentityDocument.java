package org.rollcall.backend.privacy;

import java.util.Locale;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A document with its number, which is kept in capitals and without what is around it. */
public record IdentityDocument(@NotNull DocumentKind kind, @NotNull @Size(min = 2, max = 50) String number) {

    public IdentityDocument {
        number = number == null ? null : number.strip().toUpperCase(Locale.ROOT);
    }

    /** What it is found by: the number of one kind is another document than the same of another kind. */
    String indexed() {
        return kind + " " + number;
    }

    @Override
    public String toString() {
        return "IdentityDocument[kind=" + kind + "]";
    }
}
