package org.rollcall.backend.access;

import java.util.Optional;
import java.util.UUID;

/**
 * Whom an access token names.
 *
 * @param account the account
 * @param device the device that holds the token; empty for staff, who sign in by password
 */
record Subject(UUID account, Optional<UUID> device) {}
