package org.rollcall.demo;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/** Rollcall's own app: a key that never leaves the phone, check-ins, and bursts when the server asks. */
final class NativePhone implements Phone {

    private static final Duration BEFORE_IT_ENDS = Duration.ofMinutes(3);

    private final Api api;
    private final DemoClock clock;
    private final KeyPair key;
    private final String deviceId;
    private String token;
    private Instant endsAt;

    /** Enrols with a one-time code. */
    NativePhone(Api api, DemoClock clock, String code) {
        this.api = api;
        this.clock = clock;
        this.key = newKey();
        var enrolment = api.post("/api/v1/enrolments", null,
                Map.of("code", code, "dialect", "NATIVE", "publicKey", jwk((ECPublicKey) key.getPublic())));
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
        var answer = api.post("/api/v1/me/check-ins", token(),
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
            remember(api.post("/api/v1/device-sessions", null, Map.of("assertion", assertion())));
        }
        return token;
    }

    private void remember(JsonNode session) {
        token = session.get("accessToken").asText();
        endsAt = Instant.parse(session.get("expiresAt").asText());
    }

    private String assertion() {
        long now = clock.now().getEpochSecond();
        var claims = "{\"sub\":\"%s\",\"aud\":\"rollcall-api\",\"iat\":%d,\"exp\":%d,\"jti\":\"%s\"}".formatted(
                deviceId,
                now, now + 240, UUID.randomUUID());
        var signed = base64("{\"alg\":\"ES256\",\"typ\":\"JWT\"}") + "." + base64(claims);
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new DemoException("cannot sign", e);
        }
    }

    private static KeyPair newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new DemoException("no P-256 here", e);
        }
    }

    private static Map<String, String> jwk(ECPublicKey key) {
        return Map.of("kty", "EC", "crv", "P-256", "x", base64(bytes32(key.getW().getAffineX())), "y",
                base64(bytes32(key.getW().getAffineY())));
    }

    private static byte[] bytes32(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
