package org.rollcall.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** Somebody on the staff who signs in by name and password, and again when the token ends. Thread-safe. */
public final class Staff {

    private static final Duration BEFORE_IT_ENDS = Duration.ofMinutes(3);

    private final Api api;
    private final DemoClock clock;
    private final String login;
    private final String password;
    private String token;
    private Instant endsAt = Instant.MIN;

    public Staff(Api api, DemoClock clock, String login, String password) {
        this.api = api;
        this.clock = clock;
        this.login = login;
        this.password = password;
    }

    /**
     * Somebody who signs in by what an admin gave them, and chooses a password of their own.
     *
     * @param given good once
     * @param own from then on
     */
    public static Staff choosing(Api api, DemoClock clock, String login, String given, String own) {
        new Staff(api, clock, login, given).put("/api/v1/me/password",
                Map.of("oldPassword", given, "newPassword", own));
        return new Staff(api, clock, login, own);
    }

    public String login() {
        return login;
    }

    public String password() {
        return password;
    }

    public JsonNode get(String path) {
        return api.get(path, token());
    }

    public JsonNode post(String path, Object body) {
        return api.post(path, token(), body);
    }

    public JsonNode put(String path, Object body) {
        return api.put(path, token(), body);
    }

    private synchronized String token() {
        if (clock.now().plus(BEFORE_IT_ENDS).isAfter(endsAt)) {
            var session = api.post("/api/v1/sessions", null, Map.of("login", login, "password", password));
            token = session.get("accessToken").asText();
            endsAt = Instant.parse(session.get("expiresAt").asText());
        }
        return token;
    }
}
