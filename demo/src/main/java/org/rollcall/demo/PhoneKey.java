package org.rollcall.demo;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;

/** A phone's P-256 key and what it signs: who the phone is, and that a request is its own (RFC 9449). */
final class PhoneKey {

    private final KeyPair pair = make();

    /** The public half. */
    Map<String, String> jwk() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return Map.of("kty", "EC", "crv", "P-256", "x", base64(bytes32(point.getAffineX())), "y",
                base64(bytes32(point.getAffineY())));
    }

    /** What a phone renews its token with. */
    String assertion(String deviceId, Instant now) {
        long second = now.getEpochSecond();
        return sign(Map.of("alg", "ES256", "typ", "JWT"), Map.of("sub", deviceId, "aud", "rollcall-api", "iat", second,
                "exp", second + 240, "jti", UUID.randomUUID().toString()));
    }

    /** What goes with a request in the header DPoP. */
    String proof(String method, String url, String token, Instant now) {
        var header = new LinkedHashMap<String, Object>(Map.of("alg", "ES256", "typ", "dpop+jwt", "jwk", jwk()));
        return sign(header, Map.of("htm", method, "htu", url, "ath", base64(sha256(token)), "iat",
                now.getEpochSecond(), "jti", UUID.randomUUID().toString()));
    }

    private String sign(Map<String, Object> header, Map<String, Object> claims) {
        try {
            var signed = base64(Api.JSON.writeValueAsBytes(header)) + "." + base64(Api.JSON.writeValueAsBytes(claims));
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new DemoException("cannot sign", e);
        }
    }

    private static KeyPair make() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new DemoException("no P-256 here", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new DemoException("no SHA-256 here", e);
        }
    }

    private static byte[] bytes32(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
