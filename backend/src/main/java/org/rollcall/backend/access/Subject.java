package org.rollcall.backend.access;

import java.util.Optional;
import java.util.UUID;

/**
 * Whom an access token names, and what for.
 *
 * @param account the account
 * @param device the device that holds the token; empty for staff, who sign in by password
 * @param post the one post that the session holds; empty where it holds all that the account has
 * @param audience what the token lets in
 * @param session the session of staff that the token belongs to; empty for phones
 */
record Subject(UUID account, Optional<UUID> device, Optional<UUID> post, Audience audience,
        Optional<UUID> session) {

    Subject(UUID account, Optional<UUID> device, Optional<UUID> post) {
        this(account, device, post, Audience.API, Optional.empty());
    }

    Subject(UUID account, Optional<UUID> device) {
        this(account, device, Optional.empty());
    }

    /** An app of others on that phone. */
    static Subject ofApp(UUID person, UUID device) {
        return new Subject(person, Optional.of(device), Optional.empty(), Audience.INGEST, Optional.empty());
    }

    /** A member of staff in that session. */
    static Subject ofSession(UUID account, Optional<UUID> post, UUID session) {
        return new Subject(account, Optional.empty(), post, Audience.API, Optional.of(session));
    }

    /** The phone that holds the token; empty for staff. An app of others has no way but its own. */
    Optional<EnrolledDevice> phone() {
        return audience == Audience.API
                ? device.map(id -> new EnrolledDevice(id, account, DeviceKind.PHONE, Dialect.NATIVE))
                : Optional.empty();
    }
}
