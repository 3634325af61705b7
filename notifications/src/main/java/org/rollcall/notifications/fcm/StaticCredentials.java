package org.rollcall.notifications.fcm;

import java.time.Instant;
import java.util.Date;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;

/** One token for ever, for the loopback server. Asked for a fresh one after a 401 it gives the same, as Google might. */
final class StaticCredentials extends GoogleCredentials {

    private static final long serialVersionUID = 1L;
    private static final Instant NEVER = Instant.parse("2999-01-01T00:00:00Z");

    private final String bearer;

    StaticCredentials(String bearer) {
        super(GoogleCredentials.newBuilder().setAccessToken(token(bearer)));
        this.bearer = bearer;
    }

    private static AccessToken token(String bearer) {
        return new AccessToken(bearer, Date.from(NEVER));
    }

    @Override
    public AccessToken refreshAccessToken() {
        return token(bearer);
    }
}
