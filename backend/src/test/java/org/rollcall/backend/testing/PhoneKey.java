package org.rollcall.backend.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/** A phone's P-256 key, as a phone would use it: with nothing of the application's in it. */
public record PhoneKey(KeyPair pair) {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** A new key. */
    public static PhoneKey make() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new PhoneKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half as a JWK. */
    public Map<String, Object> jwk() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return Map.of("kty", "EC", "crv", "P-256", "x", coordinate(point.getAffineX().toByteArray()), "y",
                coordinate(point.getAffineY().toByteArray()));
    }

    /** What a well-behaved phone says to get a token; a test may change it before it is signed. */
    public static Map<String, Object> claims(UUID device, Instant now) {
        return new HashMap<>(Map.of("sub", device.toString(), "aud", "rollcall-api", "iat", now.getEpochSecond(), "exp",
                now.getEpochSecond() + 120, "jti", UUID.randomUUID().toString()));
    }

    /** A JWT of these claims, signed by this key. */
    public String sign(Map<String, Object> claims) {
        return sign(Map.of("alg", "ES256"), claims);
    }

    /** The same under another header. */
    public String sign(Map<String, Object> header, Map<String, Object> claims) {
        try {
            var content = part(header) + "." + part(claims);
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One part of a JWT. */
    public static String part(Map<String, Object> json) {
        return BASE64.encodeToString(new JsonObject(json).encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String coordinate(byte[] number) {
        var bytes = new byte[32];
        int length = Math.min(number.length, 32);
        System.arraycopy(number, number.length - length, bytes, 32 - length, length);
        return BASE64.encodeToString(bytes);
    }
}
