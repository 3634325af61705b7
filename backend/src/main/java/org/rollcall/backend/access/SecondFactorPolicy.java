package org.rollcall.backend.access;

import java.util.Collection;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

/** Whom a password alone does not let in. Thread-safe. */
@ApplicationScoped
class SecondFactorPolicy {

    private final Set<PostRole> roles;

    SecondFactorPolicy(SignInConfig config) {
        roles = config.secondFactorRoles().orElse(Set.of());
    }

    /** Whether somebody who holds posts of these roles needs a second factor. */
    boolean requires(Collection<String> held) {
        return roles.stream().anyMatch(role -> held.contains(role.name()));
    }
}
