package org.rollcall.backend.access;

import java.time.Instant;
import java.util.UUID;

/**
 * What a member of staff holds after signing in or renewing.
 *
 * @param refresh renews once
 * @param endsAt when the session ends, however often it is renewed
 */
record OpenedSession(UUID id, AccessTokens.AccessToken access, DeviceSecret refresh,
        Instant endsAt) implements SignInAnswer {
    @Override
    public String toString() {
        return "OpenedSession[id=" + id + "]";
    }
}
