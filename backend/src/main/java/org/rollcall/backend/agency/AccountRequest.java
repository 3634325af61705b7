package org.rollcall.backend.agency;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.rollcall.backend.access.Passwords;

/** A member of staff. Blanks around the name do not count. */
public record AccountRequest(@NotNull @Size(min = 3, max = 100) @Pattern(regexp = "[a-z0-9._-]+") String login,
        @NotNull @Size(min = 1, max = 200) String displayName,
        @NotNull @Size(min = Passwords.SHORTEST, max = Passwords.LONGEST) String password) {

    public AccountRequest {
        displayName = displayName == null ? null : displayName.strip();
    }

    @Override
    public String toString() {
        return "AccountRequest[]";
    }
}
