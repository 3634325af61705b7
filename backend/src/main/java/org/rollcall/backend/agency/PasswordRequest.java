package org.rollcall.backend.agency;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.rollcall.backend.access.Passwords;

/** The password by which somebody who forgot theirs signs in to choose another. */
public record PasswordRequest(
        @NotNull @Size(min = Passwords.SHORTEST, max = Passwords.LONGEST) String password) {
    @Override
    public String toString() {
        return "PasswordRequest[]";
    }
}
