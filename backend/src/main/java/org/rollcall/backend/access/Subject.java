package org.rollcall.backend.access;

import java.util.Optional;
import java.util.UUID;

/**
 * Whom an access token names.
 *
 * @param account the account
 * @param device the device that holds the token; empty for staff, who sign in by password
 * @param post the one post that the session holds; empty where it holds all that the account has
 */
record Subject(UUID account, Optional<UUID> device, Optional<UUID> post) {

    Subject(UUID account, Optional<UUID> device) {
        this(account, device, Optional.empty());
    }
}
