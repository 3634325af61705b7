package org.rollcall.demo;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Rollcall's own app: a key that never leaves the phone, check-ins, and bursts when the server asks. */
final class NativePhone implements Phone {

    private static final Duration BEFORE_IT_ENDS = Duration.ofMinutes(3);

    private final Api api;
    private final DemoClock clock;
    private final PhoneKey key = new PhoneKey();
    private final String url;
    private final String deviceId;
    private String token;
    private Instant endsAt;

    /** Enrols with a one-time code. */
    NativePhone(Api api, DemoClock clock, JsonNode code) {
        this.api = api;
        this.clock = clock;
        this.url = addressOf(code.get("qrText").asText());
        var enrolment = api.post("/api/v1/enrolments", null,
                Map.of("code", code.get("code").asText(), "dialect", "NATIVE", "publicKey", key.jwk()));
        this.deviceId = enrolment.get("deviceId").asText();
        remember(enrolment);
    }

    @Override
    public String app() {
        return "Rollcall";
    }

    @Override
    public String report(Place place, double accuracyMetres, Instant fixedAt) {
        var answer = api.post("/api/v1/me/fixes", token(),
                Map.of("fixes", List.of(fix(place, accuracyMetres, fixedAt, "TIMER"))));
        return word(answer.get("results").get(0)) + burst(answer, place, accuracyMetres);
    }

    /** Checks in for the slot that is open now. */
    String checkIn(Place place, double accuracyMetres, Instant fixedAt) {
        var path = "/api/v1/me/check-ins";
        var held = token();
        var answer = api.post(path, held, key.proof("POST", url + path, held, clock.now()),
                Map.of("fix", fix(place, accuracyMetres, fixedAt, "CHECK_IN")));
        return answer.get("slot").get("state").asText() + burst(answer, place, accuracyMetres);
    }

    /** The server is not sure: three fixes over a minute tell an error from the truth. */
    private String burst(JsonNode answer, Place place, double accuracyMetres) {
        if (!answer.has("burst")) {
            return "";
        }
        var from = clock.now();
        for (int i = 0; i < 3; i++) {
            await(from.plusSeconds(35L * i));
            var jittered = place.moved(3 * i, -2 * i);
            api.post("/api/v1/me/fixes", token(),
                    Map.of("fixes", List.of(fix(jittered, accuracyMetres, clock.now(), "BURST"))));
        }
        return ", asked for a burst and sent it";
    }

    private void await(Instant shown) {
        try {
            clock.await(shown);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the QR code says that the server is: proofs name requests by that address. */
    private static String addressOf(String qrText) {
        return Stream.of(URI.create(qrText).getRawQuery().split("&")).filter(part -> part.startsWith("url="))
                .map(part -> URLDecoder.decode(part.substring(4), StandardCharsets.UTF_8)).findFirst().orElseThrow();
    }

    private static String word(JsonNode receipt) {
        return receipt.get("disposition").asText();
    }

    private static Map<String, Object> fix(Place place, double accuracyMetres, Instant fixedAt, String trigger) {
        var fix = new HashMap<String, Object>();
        fix.put("sourceKey", UUID.randomUUID().toString());
        fix.put("fixedAt", fixedAt.toString());
        fix.put("lon", place.lon());
        fix.put("lat", place.lat());
        fix.put("accuracyMetres", accuracyMetres);
        fix.put("mock", false);
        fix.put("trigger", trigger);
        return fix;
    }

    private synchronized String token() {
        if (clock.now().plus(BEFORE_IT_ENDS).isAfter(endsAt)) {
            remember(api.post("/api/v1/device-sessions", null,
                    Map.of("assertion", key.assertion(deviceId, clock.now()))));
        }
        return token;
    }

    private void remember(JsonNode session) {
        token = session.get("accessToken").asText();
        endsAt = Instant.parse(session.get("expiresAt").asText());
    }
}
